# Frames of pandas with columns of each kind, grouped, joined, indexed.
import numpy
import pandas
from waiting import wait

random = numpy.random.default_rng(17)
count = 20000
orders = pandas.DataFrame({
    'number': numpy.arange(count), 'price': random.normal(100, 20, count),
    'customer': ['customer %d' % (number % 300) for number in range(count)],
    'city': pandas.Categorical(random.choice(['Bonn', 'Oslo', 'Rome'], count)),
    'made': pandas.date_range('2024-01-01', periods=count, freq='min', tz='UTC'),
    'amount': pandas.array([None if number % 7 == 0 else number for number in range(count)], 'Int64'),
    'note': pandas.Series([None if number % 3 else {'number': number} for number in range(count)])})
customers = pandas.DataFrame({'customer': ['customer %d' % number for number in range(300)],
                              'age': random.integers(18, 80, 300)}).set_index('customer')
joined = orders.join(customers, on='customer')
sums = joined.groupby(['city', 'customer'], observed=True).agg({'price': ['mean', 'sum'], 'age': 'max'})
table = joined.pivot_table(index='age', columns='city', values='price', aggfunc='mean', observed=True)
hours = orders.set_index('made')['price'].resample('h').mean()
texts = orders['customer'].str.upper().str.split(' ', expand=True)
records = orders.head(500).to_dict('records')
groups = dict(list(orders.groupby('customer')))
found = orders.loc[orders['price'] > 120].sort_values('price')
hours.rolling(5).mean().dropna()
joined.set_index(['city', 'customer']).sort_index().loc[('Bonn', 'customer 7')]
wait()
