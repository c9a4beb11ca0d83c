"""A small server that never forgets a session, nor the page that it has sent."""
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer


class Session:
    def __init__(self, user):
        self.user = user
        self.cart = []
        self.page = None


sessions = {}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        session = sessions.setdefault(self.path, Session(self.path[1:]))
        session.cart.append(1000 + len(sessions))
        session.page = b"<p>Hello, %s!" % session.user.encode() * 300
        self.send_response(200)
        self.end_headers()
        self.wfile.write(session.page)

    def log_message(self, *arguments):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
thread = threading.Thread(target=server.serve_forever)
thread.start()
for number in range(800):
    urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/user{number}").read()
server.shutdown()
thread.join()
