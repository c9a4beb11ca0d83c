# Objects that SQLAlchemy maps to SQLite, with what they are related to.
from decimal import Decimal
from datetime import datetime
from sqlalchemy import ForeignKey, Numeric, String, create_engine, func, select
from sqlalchemy.orm import (
    DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, selectinload)
from waiting import wait


class Base(DeclarativeBase): pass


class Customer(Base):
    __tablename__ = 'customer'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), index=True)
    orders: Mapped[list['Order']] = relationship(back_populates='customer')


class Order(Base):
    __tablename__ = 'orders'
    id: Mapped[int] = mapped_column(primary_key=True)
    price: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    made: Mapped[datetime]
    customer_id: Mapped[int] = mapped_column(ForeignKey('customer.id'))
    customer: Mapped[Customer] = relationship(back_populates='orders')


engine = create_engine('sqlite://')
Base.metadata.create_all(engine)
with Session(engine) as session:
    for number in range(100):
        customer = Customer(name='customer %d' % number)
        customer.orders = [
            Order(price=Decimal(number) + Decimal('0.25'), made=datetime(2024, 1, 1 + each))
            for each in range(8)]
        session.add(customer)
    session.commit()
session = Session(engine)
customers = session.scalars(select(Customer).options(selectinload(Customer.orders))).all()
orders = session.scalars(
    select(Order).options(joinedload(Order.customer)).order_by(Order.price.desc())).all()
sums = session.execute(
    select(Customer.name, func.sum(Order.price)).join(Order).group_by(Customer.name)).all()
assert len(orders) == 800 and len(sums) == 100
for order in orders[:50]: order.price += 1
session.flush()
wait()
