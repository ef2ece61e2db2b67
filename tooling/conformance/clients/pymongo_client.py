"""PyMongo as a program uses it; each line of output is one answer, as JSON. Argument: connection string."""

import json
import sys
from datetime import datetime, timezone

from pymongo import ASCENDING, InsertOne, MongoClient, UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError


def say(name, value):
    print(json.dumps({name: value}), flush=True)


with MongoClient(sys.argv[1]) as client:
    client.drop_database("python")
    orders = client.python.orders

    say("inserted", orders.insert_many([{"_id": n, "city": "Rome" if n % 2 else "Oslo", "n": n} for n in range(5)]).inserted_ids)
    say("found", [order["_id"] for order in orders.find({"n": {"$gt": 1}}).sort("n", -1).batch_size(2)])
    say("updated", orders.update_many({"city": "Rome"}, {"$inc": {"n": 10}}).modified_count)
    say("replaced", orders.find_one_and_replace({"_id": 4}, {"city": "Bari"}))
    say("deleted", orders.delete_one({"_id": 0}).deleted_count)
    say("indexed", orders.create_index([("city", ASCENDING)], unique=False))
    say("explained", orders.find({"city": "Rome"}).explain()["queryPlanner"]["winningPlan"]["stage"])
    say("aggregated", list(orders.aggregate([{"$group": {"_id": "$city", "n": {"$sum": "$n"}}}, {"$sort": {"_id": 1}}])))

    try:
        orders.insert_one({"_id": 1})
    except DuplicateKeyError as error:
        say("duplicate", error.code)
    try:
        orders.bulk_write([InsertOne({"_id": 7}), InsertOne({"_id": 7}), UpdateOne({"_id": 7}, {"$set": {"n": 1}})], ordered=False)
    except BulkWriteError as error:
        say("bulk", [error.details["nInserted"], error.details["nModified"], [e["index"] for e in error.details["writeErrors"]]])

    moment = datetime(2024, 2, 29, 12, tzinfo=timezone.utc)
    orders.insert_one({"_id": "types", "big": 2**62, "float": 1.0, "bytes": b"\x00\xff", "moment": moment})
    read = orders.find_one({"_id": "types"})
    say("types", [read["big"] == 2**62, type(read["float"]).__name__, list(read["bytes"]), read["moment"].isoformat()])

    with client.start_session() as session:
        session.with_transaction(lambda s: orders.insert_one({"_id": "committed"}, session=s))
        try:
            with session.start_transaction():
                orders.insert_one({"_id": "aborted"}, session=session)
                say("inside", orders.count_documents({"_id": "aborted"}, session=session))
                say("outside", orders.count_documents({"_id": "aborted"}))
                raise RuntimeError("changed my mind")
        except RuntimeError as error:
            say("gave up", str(error))
    say("transactions", sorted(o["_id"] for o in orders.find({"_id": {"$in": ["committed", "aborted"]}})))

    with orders.watch(full_document="updateLookup") as stream:
        orders.update_one({"_id": 1}, {"$set": {"city": "Turin"}})
        orders.delete_one({"_id": 2})
        update, delete = next(stream), next(stream)
    say("watched", [update["operationType"], update["fullDocument"]["city"], delete["operationType"], delete["documentKey"]["_id"]])
    client.drop_database("python")
