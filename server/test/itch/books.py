"""Books from MoldUDP64 datagrams, by the packages moldudp and itchfeed, which know nothing of Tapebook.

Standard input: a datagram in hexadecimal a line, or `?`. Each `?` is answered with one line of JSON: messages so far,
how many of each type, and for each stock its bids and asks as [reference, price, shares] in the order they would trade.
"""

import json
import sys
from collections import Counter

from itch.parser import MessageParser
from moldudp.codec.decoder import MoldUDPDecoder
from moldudp.msg.msgsub import MsgSubscriber


class Books(MsgSubscriber):
    def __init__(self):
        self.parser = MessageParser()
        self.orders = {}
        self.kinds = Counter()

    def on_msgblk(self, msg):
        it = self.parser.get_message_type(msg)
        kind = it.message_type.decode()
        self.kinds[kind] += 1
        if kind == "A":
            side = it.buy_sell_indicator.decode()
            stock = it.stock.decode().strip()
            self.orders[it.order_reference_number] = [stock, side, it.price, it.shares]
        elif kind in "EC":
            self.less(it.order_reference_number, it.executed_shares)
        elif kind == "X":
            self.less(it.order_reference_number, it.cancelled_shares)
        elif kind == "D":
            del self.orders[it.order_reference_number]
        elif kind == "U":
            stock, side, _, _ = self.orders.pop(it.order_reference_number)
            self.orders[it.new_order_reference_number] = [stock, side, it.price, it.shares]

    def less(self, reference, shares):
        order = self.orders[reference]
        order[3] -= shares
        assert order[3] >= 0, f"more of {reference} was executed than it had"
        if order[3] == 0:
            del self.orders[reference]

    def told(self):
        books = {}
        # A dict keeps the order of arrival, and sorting keeps it among equals.
        for reference, (stock, side, price, shares) in self.orders.items():
            book = books.setdefault(stock, {"B": [], "S": []})
            book[side].append([str(reference), price, shares])
        for book in books.values():
            book["B"].sort(key=lambda order: -order[1])
            book["S"].sort(key=lambda order: order[1])
        return {"messages": sum(self.kinds.values()), "kinds": self.kinds, "books": books}


def main():
    books = Books()
    decoder = MoldUDPDecoder(books)
    for line in sys.stdin:
        if line.strip() == "?":
            print(json.dumps(books.told()), flush=True)
        else:
            decoder.buffer(bytes.fromhex(line))
            decoder.decode()


main()
