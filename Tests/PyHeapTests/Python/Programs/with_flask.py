# A Flask server that threads serve, and that is asked over HTTP.
import json
import logging
import threading
import time
import urllib.request

from flask import Flask, jsonify, render_template_string, request
from waiting import wait
from werkzeug.serving import make_server

logging.getLogger('werkzeug').setLevel(logging.ERROR)
app = Flask(__name__)
notes = {}


@app.get('/notes')
def listed():
    return render_template_string(
        '{% for key, note in notes.items() %}<p id="{{ key }}">{{ note.text|e }}</p>{% endfor %}',
        notes=notes)


@app.post('/notes/<int:number>')
def put(number):
    notes[number] = request.get_json()
    return jsonify(number=number, count=len(notes))


server = make_server('127.0.0.1', 0, app, threaded=True)
thread = threading.Thread(target=server.serve_forever, daemon=True)
thread.start()
address = 'http://127.0.0.1:%d/notes' % server.server_port
for number in range(200):
    body = json.dumps({'text': 'note <%d>' % number, 'tags': [str(number)] * 3}).encode('utf-8')
    asked = urllib.request.Request(
        '%s/%d' % (address, number), body, {'Content-Type': 'application/json'})
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer)['count'] == number + 1
pages = [urllib.request.urlopen(address).read() for _ in range(5)]
assert all(page.count(b'<p') == 200 for page in pages)
# The threads that answered have ended
while threading.active_count() > 2: time.sleep(0.01)
wait()
