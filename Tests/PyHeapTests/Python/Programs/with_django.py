# A shop in Django: models in SQLite, a form, a template, and requests that its test client makes.
import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=['*'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'django.contrib.sessions'],
    MIDDLEWARE=['django.contrib.sessions.middleware.SessionMiddleware',
                'django.middleware.common.CommonMiddleware'],
    ROOT_URLCONF=__name__, SECRET_KEY='of no use', USE_TZ=True,
    TEMPLATES=[{'BACKEND': 'django.template.backends.django.DjangoTemplates'}])
django.setup()

from django import forms
from django.core.management import call_command
from django.db import connection, models
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.test import Client
from django.urls import path, re_path
from django.utils import timezone
from waiting import wait


class Customer(models.Model):
    name = models.CharField(max_length=50)

    class Meta: app_label = 'shop'


class Order(models.Model):
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name='orders')
    price = models.DecimalField(max_digits=8, decimal_places=2)
    made = models.DateTimeField(default=timezone.now)
    note = models.JSONField(default=dict)

    class Meta: app_label = 'shop'


class OrderForm(forms.Form):
    price = forms.DecimalField()
    name = forms.CharField()


page = engines['django'].from_string(
    '{% for order in orders %}<li>{{ order.customer.name|upper }}: {{ order.price }}</li>{% endfor %}')


def listed(request):
    orders = Order.objects.select_related('customer').order_by('-price')[:20]
    request.session['seen'] = request.session.get('seen', 0) + 1
    return HttpResponse(page.render({'orders': orders}, request))


def told(request, number):
    order = Order.objects.get(pk=number)
    form = OrderForm({'price': str(order.price), 'name': 'x'})
    return JsonResponse({'price': str(order.price), 'valid': form.is_valid()})


urlpatterns = [path('', listed), re_path(r'^order/(?P<number>\d+)/$', told)]
call_command('migrate', verbosity=0)
with connection.schema_editor() as editor:
    editor.create_model(Customer)
    editor.create_model(Order)
customers = [Customer.objects.create(name='customer %d' % number) for number in range(30)]
Order.objects.bulk_create(
    Order(customer=customers[number % 30], price='%d.25' % number, note={'number': number})
    for number in range(600))
client = Client()
answers = [client.get('/') for _ in range(10)]
answers += [client.get('/order/%d/' % number) for number in range(1, 60)]
assert all(answer.status_code == 200 for answer in answers)
kept = list(Order.objects.select_related('customer'))
sums = list(Order.objects.values('customer__name').annotate(models.Sum('price')))
wait()
