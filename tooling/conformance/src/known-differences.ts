const refusedReadConcern =
  "MongoDB accepts no level but local where there is nothing to choose (72); SecantusDB has other errors, or none";

const oldToken =
  "the manual: a place that the log no longer holds is refused with 286; SecantusDB begins with the log that it has";

const tooMuchForPython =
  "timing: SecantusDB, in Python, takes longer to write, index and explain 20,000 documents than a run may; its explain knows no covered queries";

/**
 * Where the embedded server and SecantusDB 0.7.0b3 disagree: folder, test, reason. MongoDB's documentation decides who is
 * right. A reason that begins with "timing:" is about a test that a faster machine may pass.
 */
export const knownDifferences: Record<string, Record<string, string>> = {
  "packages/embedded-mongo": {
    "test/capped-collections.test.ts: a capped collection keeps the newest documents, by number":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a capped collection keeps the newest documents, by size, also when one of them grows":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a capped collection is told by listCollections and collStats":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a capped collection needs a size, takes no document above it, and no write of a transaction":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a tailable cursor is not answered because of what others write: its getMore waits on":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a tailable cursor ends at once where the collection is empty, or not there":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a tailable cursor fails when it has fallen so far behind that its place is gone":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/capped-collections.test.ts: a tailable cursor is for capped collections, in the order of insertion":
      "SecantusDB has no capped collections with tailable cursors as the manual describes them",
    "test/change-streams.test.ts: is not answered because of what it is not asked for: its getMore waits on":
      "SecantusDB answers a getMore that waits as soon as anything is written",
    "test/change-streams.test.ts: a place that the log does not reach back to is refused: a token of this server, from before its start":
      "the manual: a place that the log no longer holds is refused with 286; SecantusDB begins with the log that it has",
    "test/change-streams.test.ts: a place that the log does not reach back to is refused: a token that MongoDB gave in 2024":
      "the manual: a place that the log no longer holds is refused with 286; SecantusDB begins with the log that it has",
    "test/change-streams.test.ts: a place that the log does not reach back to is refused: a time before the server's start":
      "the manual: a place that the log no longer holds is refused with 286; SecantusDB begins with the log that it has",
    "test/field-cases.test.ts: arrays that are larger than the arguments of a call may be come out of stages that need all documents at once":
      "timing: SecantusDB takes minutes for arrays of that size",
    "test/indexes.test.ts: explain a covered query looks at no document: { a: 5 }, { _id: +0, b: 1 }":
      "SecantusDB's explain knows no covered queries",
    "test/indexes.test.ts: explain a covered query looks at no document: { a: { '$gt': 5, '$lte': 8 }, …(1) }, { _id: +0, a: 1, b: 1 }":
      "SecantusDB's explain knows no covered queries",
    "test/indexes.test.ts: explain a covered query looks at no document: { a: 5 }, { _id: false, a: true }":
      "SecantusDB's explain knows no covered queries",
    "test/indexes.test.ts: explain a covered query looks at no document: { _id: { '$gt': 5 } }, { _id: 1 }":
      "SecantusDB's explain knows no covered queries",
    "test/current-op.test.ts: $currentOp lists a cursor that nobody asks, until it is closed":
      "SecantusDB lists no idle cursors and sessions in $currentOp",
    "test/current-op.test.ts: $currentOp lists a session whose transaction is open, until it is over":
      "SecantusDB lists no idle cursors and sessions in $currentOp",
    "test/current-op.test.ts: $currentOp refuses options that it does not have":
      "SecantusDB lists no idle cursors and sessions in $currentOp",
    "test/field-cases.test.ts: the positional operator stands for the array at the end of a path with a number":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    "test/field-cases.test.ts: the positional operator stands for nothing where a number names the element, and no array was searched":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    "test/field-cases.test.ts: the positional operator of a projection cuts the first array on its path, and leaves those inside whole":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    "test/field-cases.test.ts: a filter with $elemMatch asks an array in an array as a document whose fields are the places":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    "test/field-cases.test.ts: a filter with $elemMatch takes the fields of a reference for fields":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    'test/field-cases.test.ts: an upsert is refused when its filter wants two things: {"_id":1,"$and":[{"_id":2}]}':
      "MongoDB's own server tests decide; SecantusDB takes other fields from the filter, or refuses less",
    'test/field-cases.test.ts: an upsert is refused when its filter wants two things: {"a":{"b":1},"a.b":1}':
      "MongoDB's own server tests decide; SecantusDB takes other fields from the filter, or refuses less",
    'test/field-cases.test.ts: an upsert is refused when its filter wants two things: {"a":1,"$and":[{"a":{"$in":[1]}}]}':
      "MongoDB's own server tests decide; SecantusDB takes other fields from the filter, or refuses less",
    "test/field-cases.test.ts: an upsert that replaces takes nothing but the _id from its filter":
      "MongoDB's own server tests decide; SecantusDB takes other fields from the filter, or refuses less",
    "test/field-cases.test.ts: an upsert may set fields that begin with a dollar; an update only below the top":
      "MongoDB's own server tests decide; SecantusDB takes other fields from the filter, or refuses less",
    "test/field-cases.test.ts: the constants of an update by a pipeline are values, and not evaluated":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    "test/field-cases.test.ts: $facet is refused in the pipelines of the stages within a $facet, too":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    "test/field-cases.test.ts: $dateTrunc counts bins from the year 2000 of the zone":
      "MongoDB's own server tests and manual decide; SecantusDB gives another result",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$ceil":"a"}':
      "both refuse it; the number is that of MongoDB's published source",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$sqrt":"a"}':
      "both refuse it; the number is that of MongoDB's published source",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$log":["a",2]}':
      "both refuse it; the number is that of MongoDB's published source",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$log":[2,"a"]}':
      "both refuse it; the number is that of MongoDB's published source",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$pow":["a",2]}':
      "both refuse it; the number is that of MongoDB's published source",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$pow":[2,"a"]}':
      "both refuse it; the number is that of MongoDB's published source",
    'test/field-cases.test.ts: errors have MongoDB\'s numbers {"$multiply":[2,"a"]}':
      "both refuse it; the number is that of MongoDB's published source",
    "test/field-cases.test.ts: a text that is no UTF-8 does not end the connection":
      "SecantusDB refuses the command",
    "test/field-cases.test.ts: fail points reach the handshake of the application that they name":
      "SecantusDB has no fail points of the handshake and of getMore",
    "test/field-cases.test.ts: fail points of a getMore may be set as one of commands is, and looks at whom it is for":
      "SecantusDB has no fail points of the handshake and of getMore",
    "test/field-cases.test.ts: a cluster time is refused with a key that the server does not have, or a wrong signature":
      "MongoDB checks the signature and age of a cluster time; SecantusDB takes any",
    "test/field-cases.test.ts: a cluster time is refused when it is more than a year ahead":
      "MongoDB checks the signature and age of a cluster time; SecantusDB takes any",
    "test/served.test.ts: a read ends when its client has gone":
      "SecantusDB goes on with a read whose client has gone",
    "test/transaction-errors.test.ts: within a transaction a duplicate key is a write error of a command that succeeds, ends the batch, and ends the transaction":
      "both refuse it; code, labels and moment are MongoDB's, from its published source, and SecantusDB has others",
    "test/transaction-errors.test.ts: within a transaction the second command that would start it is refused, and the transaction goes on":
      "both refuse it; code, labels and moment are MongoDB's, from its published source, and SecantusDB has others",
    "test/transaction-errors.test.ts: within a transaction commands run one after the other: a commit waits for a query that nobody awaited":
      "both refuse it; code, labels and moment are MongoDB's, from its published source, and SecantusDB has others",
    "test/aggregation.test.ts: stages $graphLookup":
      "the documentation leaves the order of the found documents open",
    "test/aggregation.test.ts: expressions give dates that are not there":
      "$dateToString gives onNull where the date is null; SecantusDB gives null",
    "test/aggregation.test.ts: expressions and stages are refused: { '$group': { _id: 1, x: { '$frob': 1 } } }":
      "both refuse it; SecantusDB calls it an expression (168), MongoDB an unknown group operator (15952)",
    "test/aggregation.test.ts: expressions and stages are refused: { '$facet': { a: [ { '$out': 'x' } ] } }":
      "the documentation forbids $out within $facet; SecantusDB runs it",
    "test/change-streams.test.ts: a change stream on a collection tells every kind of change, in order, and ends when the collection is dropped":
      "SecantusDB's cursor closes with the invalidate event itself, before the driver has read to its end",
    "test/change-streams.test.ts: a change stream on a collection looks documents up, filters and reshapes events, and refuses to lose their tokens":
      "MongoDB fails a stream whose pipeline drops _id with code 280; SecantusDB's waits for ever",
    "test/change-streams.test.ts: a change stream on a collection goes on by itself after its cursor is lost":
      "SecantusDB has no configureFailPoint",
    "test/change-streams.test.ts: refuses tokens that are none":
      "both refuse it; SecantusDB's code is 9, where MongoDB names the resume token (40647)",
    "test/crud.test.ts: inserting refuses an array as _id":
      "the documentation forbids an array as _id; SecantusDB stores it",
    "test/crud.test.ts: inserting takes a document of 16 MB and refuses one that is larger":
      "the code is another for an update that makes a document too large",
    "test/crud.test.ts: updating and deleting never changes an _id":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/crud.test.ts: updating and deleting tells of a write concern that can't be met beside what a command fails with":
      "MongoDB adds writeConcernError to a reply that is an error, too; SecantusDB does not",
    "test/crud.test.ts: validation refuses a document that does not fit the schema, unless asked to look away":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/crud.test.ts: validation refuses a time-series collection by name, and says what to do":
      "the embedded server has no time-series collections, and refuses them; SecantusDB has them",
    "test/crud.test.ts: validation refuses a view by name, and says what to do":
      "the embedded server has no views, and refuses them; SecantusDB has them",
    "test/indexes.test.ts: queries that an index can serve find the same documents in the same order as without":
      "timing: SecantusDB takes longer for the many queries than a test may",
    "test/indexes.test.ts: explain tells a scan of the collection from one of an index, and what each looked at":
      "MongoDB 8.0 answers an equality on one index with EXPRESS_IXSCAN; SecantusDB with FETCH over IXSCAN",
    "test/indexes.test.ts: explain shows a sort that an index has done already, and one that it has not":
      "explain runs the query with its limit; SecantusDB's leaves it out (2000 keys for 20)",
    "test/indexes.test.ts: explain has more to say the more it is asked":
      "SecantusDB's executionStats and allPlansExecution tell less",
    "test/indexes.test.ts: explain follows a hint, and refuses one that names no index":
      "the code is the same; the message is another, and messages are not documented",
    "test/indexes.test.ts: explain shows that $match at a pipeline's head and $lookup use indexes":
      "$indexStats counts the uses of an index by $lookup; SecantusDB's do not",
    "test/indexes.test.ts: index options expireAfterSeconds: deletes a document when its time is over":
      "SecantusDB has no parameter ttlMonitorSleepSecs, so the test can't wait for it",
    "test/indexes.test.ts: index options prepareUnique: takes no new duplicates, and becomes unique when the old ones are gone":
      "the documentation wants prepareUnique before unique; SecantusDB converts at once",
    "test/indexes.test.ts: index options two fields with arrays can't be in one index":
      "the documentation forbids parallel arrays in a compound index; SecantusDB takes them",
    "test/indexes.test.ts: index options an index is refused with no direction":
      "the documentation forbids 0 as a direction; SecantusDB takes it",
    "test/indexes.test.ts: index options an index is refused with a negative lifetime":
      "the documentation forbids it; SecantusDB takes it",
    "test/operations.test.ts: a slow query is ended by maxTimeMS with code 50, and not before":
      "SecantusDB runs no $where, by which the test makes a query slow",
    "test/operations.test.ts: a slow query takes as long as it says":
      "SecantusDB runs no $where, by which the test makes a query slow",
    "test/operations.test.ts: a slow query is seen by currentOp and $currentOp, and ended by killOp":
      "SecantusDB runs no $where, by which the test makes a query slow",
    "test/operations.test.ts: a slow query lets other connections be served while it works through many documents":
      "timing: SecantusDB takes longer for the many documents than a test may",
    "test/operations.test.ts: cursors see what is inserted behind them, and not what is deleted before they come to it":
      "SecantusDB's cursor keeps the snapshot that it began with; MongoDB's yields, and may see later writes",
    "test/operations.test.ts: cursors end with an error when their collection is dropped":
      "MongoDB says QueryPlanKilled (175); SecantusDB CursorNotFound (43)",
    "test/operations.test.ts: what the server does not have is refused: a field of a command":
      "MongoDB refuses unknown fields of find; SecantusDB ignores them",
    "test/operations.test.ts: what the server does not have is refused: a script":
      "the refusal is the embedded server's own; SecantusDB's has another code",
    "test/operations.test.ts: what the server does not have is refused: a text search":
      "the embedded server has no text search, and refuses it by name",
    "test/operations.test.ts: what the server does not have is refused: a kind of index":
      "the embedded server has no such index, and refuses it by name; SecantusDB has it",
    "test/operations.test.ts: what the server does not have is refused: a expression":
      "the refusal is the embedded server's own; SecantusDB's has another code",
    "test/queries.test.ts: filters { a: { '$mod': [ 2, 1 ] } }":
      "SecantusDB loses the digits of a long beyond 2^53",
    "test/queries.test.ts: filters are refused: { '$or': [] }":
      "the code is the same; the message is another, and messages are not documented",
    "test/queries.test.ts: filters are refused: { a: { '$not': 1 } }":
      "the code is the same; the message is another, and messages are not documented",
    "test/queries.test.ts: projections are refused: { a: { '$frob': 1 } }":
      "the code is the same; the message is another, and messages are not documented",
    "test/support-table.test.ts: the README's table of what is supported is what the server answers today":
      "the table is about the embedded server alone",
    "test/transactions.test.ts: a transaction is aborted by the server when it lasts too long":
      "SecantusDB has no parameter transactionLifetimeLimitSeconds",
    "test/transactions.test.ts: retryable writes are sent again by the driver when the connection is closed under them":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point failCommand fails so many commands with code and labels, leaves others alone, and counts":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point failCommand blocks a command, and only for the application that it names":
      "SecantusDB has no configureFailPoint",
    "test/updates.test.ts: update operators add new fields in the order of their names, numbers as numbers":
      "the documentation promises lexicographic order since 5.0; SecantusDB keeps the order given",
    "test/updates.test.ts: update operators refuse $inc of a text":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse $push to a text":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse a path through a text":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse the positional $ without a match":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse $[] on a text":
      "the documentation wants an array for $[]; SecantusDB changes nothing and says nothing",
    "test/updates.test.ts: update operators refuse a stage that updates can't have":
      "both refuse it; SecantusDB's code is 168",
    "test/updates.test.ts: upserts refuse a filter that wants one field to be two things":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/values.test.ts: the order of values is that of a sort, from the collection as from an index, forwards as backwards":
      "the double 0.1 is larger than the decimal 0.1 by 5.6e-18; SecantusDB takes them for equal",
    "test/values.test.ts: types leave a document that looks like a reference a document":
      "SecantusDB fails with an internal error on a field that is called $id",
    "test/change-streams.test.ts: goes on after the errors that MongoDB calls resumable, and after no others":
      "SecantusDB has no configureFailPoint",
    "test/created-in-transaction.test.ts: a collection that a transaction creates is lost to whoever creates it outside: the commit fails, and the transaction can be run again":
      "MongoDB lets both create it and fails the commit; SecantusDB does not answer within the test's time",
    "test/created-in-transaction.test.ts: a collection that a transaction creates is the only one to which it can give indexes, unless they are there already":
      "MongoDB refuses an index on a collection that the transaction has not created (263); SecantusDB makes it",
    "test/crud.test.ts: updating and deleting refuses a replacement with operators, a sort of many and constants that are none":
      "the test gives sort to an update of many, for which SecantusDB's error is another",
    "test/expanded-events.test.ts: with showExpandedEvents a stream tells what happens to collections and indexes, and of which collection":
      "SecantusDB tells less in expanded events than the manual lists",
    "test/expanded-events.test.ts: with showExpandedEvents a stream tells what collMod was asked for, and what was before":
      "SecantusDB tells less in expanded events than the manual lists",
    "test/expanded-events.test.ts: with showExpandedEvents a rename tells which collection it has dropped, in one event":
      "SecantusDB tells less in expanded events than the manual lists",
    "test/expanded-events.test.ts: with showExpandedEvents an update tells the parts of the paths that can be read in two ways":
      "SecantusDB tells less in expanded events than the manual lists",
    "test/expanded-events.test.ts: an update tells what its operators wrote as a whole, and of a pipeline's only what is new":
      "MongoDB tells whole values that operators wrote; SecantusDB's update descriptions are others",
    "test/large-events.test.ts: an event above 16 MB comes in fragments where that was asked for, each with its own token":
      "SecantusDB takes $changeStreamSplitLargeEvent, and neither splits events nor refuses large ones",
    "test/large-events.test.ts: an event above 16 MB ends a stream that was not asked to split, after those before it":
      "SecantusDB takes $changeStreamSplitLargeEvent, and neither splits events nor refuses large ones",
    "test/large-events.test.ts: a fragment's token is of no use to a stream that would split the event in another way":
      "SecantusDB takes $changeStreamSplitLargeEvent, and neither splits events nor refuses large ones",
    "test/large-events.test.ts: is told at once what is wrong with a stream's stages":
      "MongoDB checks a stream's stages when it is opened; SecantusDB does not",
    "test/operations.test.ts: says that there are fail points where the drivers' test suites ask for them":
      "SecantusDB has no configureFailPoint, and no parameter enableTestCommands",
    "test/read-concern.test.ts: a read concern is accepted by count where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by explain where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by $indexStats where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by insert where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by update where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by delete where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by findAndModify where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by create where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by createIndexes where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by listCollections where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern is accepted by drop where it makes sense":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern that is refused is told by its level":
      refusedReadConcern,
    "test/read-concern.test.ts: a read concern belongs to the first command of a transaction, whatever that is":
      "MongoDB refuses a read concern after a transaction's first command (72); SecantusDB does not",
    "test/read-concern.test.ts: a snapshot session reads everything as it was at its first read, while others see each change":
      "SecantusDB's reads at level snapshot outside of transactions see later writes",
    "test/read-concern.test.ts: a snapshot session can begin with distinct, and cannot write":
      "SecantusDB's reads at level snapshot outside of transactions see later writes",
    "test/read-concern.test.ts: a snapshot session cannot read at a time that nobody has kept, or that is still to come":
      "SecantusDB's reads at level snapshot outside of transactions see later writes",
    "test/search-indexes.test.ts: search indexes need MongoDB Atlas, as createSearchIndexes says":
      "both refuse it; the embedded server as MongoDB does without Atlas (31082)",
    "test/search-indexes.test.ts: search indexes need MongoDB Atlas, as updateSearchIndex says":
      "both refuse it; the embedded server as MongoDB does without Atlas (31082)",
    "test/search-indexes.test.ts: search indexes need MongoDB Atlas, as dropSearchIndex says":
      "both refuse it; the embedded server as MongoDB does without Atlas (31082)",
    "test/search-indexes.test.ts: search indexes need MongoDB Atlas, as $listSearchIndexes says":
      "both refuse it; the embedded server as MongoDB does without Atlas (31082)",
    "test/search-indexes.test.ts: search indexes need MongoDB Atlas, as $search says":
      "both refuse it; the embedded server as MongoDB does without Atlas (31082)",
    "test/search-indexes.test.ts: search indexes need MongoDB Atlas, as $vectorSearch says":
      "both refuse it; the embedded server as MongoDB does without Atlas (31082)",
    "test/stable-api.test.ts: the Stable API refuses strictness without a version":
      "SecantusDB does not check the Stable API",
    "test/stable-api.test.ts: the Stable API refuses a command beyond it":
      "SecantusDB does not check the Stable API",
    "test/stable-api.test.ts: the Stable API refuses a stage beyond it":
      "SecantusDB does not check the Stable API",
    "test/transactions.test.ts: a transaction refuses a stage that writes":
      "both refuse it; SecantusDB's code is another",
    "test/transactions.test.ts: a transaction refuses killCursors as its first command":
      "both refuse it; SecantusDB's code is another",
    "test/transactions.test.ts: a transaction refuses the server's own databases":
      "MongoDB refuses the databases admin, config and local in a transaction (263); SecantusDB does not",
    "test/transactions.test.ts: a transaction refuses a write concern before its end":
      "both refuse it; SecantusDB's code is another",
    "test/transactions.test.ts: the fail point onPrimaryTransactionalWrite loses the answer of one, and the driver sends it again":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point onPrimaryTransactionalWrite loses it from the third statement on, and the driver sends it again":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point onPrimaryTransactionalWrite fails one before its effect, and the driver sends it again":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point onPrimaryTransactionalWrite fails each before its effect, and the driver sends it again":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point onPrimaryTransactionalWrite fails one with an error alone, and the driver sends it again":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point failCommand gives the labels that MongoDB gives to errors within transactions, and to their ends":
      "SecantusDB has no configureFailPoint",
    "test/transactions.test.ts: the fail point failCommand has few beside it, and the others are refused by name":
      "SecantusDB has no configureFailPoint",
    "test/command-options.test.ts: a command's options are refused with code 14 when they are of the wrong type":
      "MongoDB checks the type of each option; SecantusDB of some only",
    "test/command-options.test.ts: a command's options that are null count as not given":
      "to MongoDB an option that is null is not given; SecantusDB refuses a hint of null",
    "test/command-options.test.ts: a command's options are refused where a number is below what makes sense, but count takes a negative limit":
      "MongoDB refuses numbers below what makes sense; SecantusDB takes some of them",
    "test/command-options.test.ts: a command's options know no cursor but one with batchSize, and no getMore without its collection":
      "MongoDB refuses fields that cursor does not have; SecantusDB passes them over",
    "test/command-options.test.ts: a command's options have a maxTimeMS that is a whole number of milliseconds a timer can hold":
      "both refuse a maxTimeMS that is no number, with code 2 or 14; the documentation names none",
    "test/command-options.test.ts: a statement of a write command with a misspelled, missing or mistyped field fails the command, and nothing is written":
      "MongoDB refuses misspelled fields of a statement; SecantusDB passes them over",
    "test/command-options.test.ts: a statement of a write command of a bulkWrite is looked at in the same way":
      "MongoDB refuses misspelled fields of a statement; SecantusDB passes them over",
    "test/command-options.test.ts: explain checks the command inside as if it were sent by itself":
      "MongoDB refuses fields that the explained command does not have; SecantusDB passes them over",
    "test/command-options.test.ts: the name of a new collection or database can't be one of the system, too long, or another's in different case":
      "MongoDB refuses names of the system, and databases that differ in case alone; SecantusDB makes them",
    "test/command-options.test.ts: create refuses options without the one that they belong to":
      "MongoDB refuses them without the option that they are part of; SecantusDB passes them over",
    "test/command-options.test.ts: dbStats and collStats divide the sizes by a scale":
      "the documentation divides the sizes by scale; SecantusDB's dbStats does not",
    'test/expressions.test.ts: paths and variables "$a.b" on {"a":[{"b":1},{},5,[{"b":2}],{"b":[3]}]} is [1,[3]]':
      "the documentation maps a path over the documents of an array, and nothing else in it; SecantusDB gives nothing at all",
    'test/expressions.test.ts: paths and variables "$a.0" on {"a":[1,2]} is []':
      "a path of an expression does not lead into an array by its index; SecantusDB's does",
    'test/expressions.test.ts: paths and variables "$$NOW.x" on {} is undefined':
      "a date has no fields, so the value is missing; SecantusDB gives null",
    'test/expressions.test.ts: paths and variables {"$let":{"vars":{"CURRENT":"$o"},"in":"$v"}} on {"o":{"v":5}} is 5':
      "the documentation lets $let bind CURRENT, by which paths are read; SecantusDB reads the document's",
    'test/expressions.test.ts: paths and variables "$a..b" fails with 15998':
      "MongoDB refuses it; SecantusDB takes it",
    'test/expressions.test.ts: paths and variables {"$let":{"vars":{"A":1},"in":1}} fails with 9':
      "names of variables begin with a small letter; SecantusDB takes others",
    'test/expressions.test.ts: paths and variables {"$map":{"input":[1],"as":"V","in":1}} fails with 9':
      "names of variables begin with a small letter; SecantusDB takes others",
    'test/expressions.test.ts: paths and variables {"$filter":{"input":[1],"cond":true,"limit":0}} fails with 327392':
      "the documentation wants a limit above 0; SecantusDB takes 0",
    'test/expressions.test.ts: paths and variables {"$switch":{"branches":[{"case":false}]}} fails with 40065':
      "both refuse it; SecantusDB calls it a missing default",
    'test/expressions.test.ts: paths and variables {"$setField":{"field":"a","input":5,"value":1}} fails with 4161105':
      "both refuse it, with other codes",
    'test/expressions.test.ts: texts {"$regexFindAll":{"input":"ab","regex":""}} is [{"match":"","idx":0,"captures":[]},{"match":"","idx":1,"captures":[]}]':
      "MongoDB stops at the end of the text; SecantusDB finds one more empty match there",
    'test/expressions.test.ts: texts {"$regexMatch":{"input":"a","regex":"("}} fails with 51111':
      "both refuse it; SecantusDB's code is 1",
    'test/expressions.test.ts: texts {"$regexMatch":{"input":"a","regex":{"pattern":"a","options":"i"},"options":"i"}} fails with 51107':
      "MongoDB refuses it; SecantusDB takes it",
    'test/expressions.test.ts: dates {"$isoWeekYear":"2021-01-03T00:00:00.000Z"} is {"high":0,"low":2020,"unsigned":false}':
      "the documentation says long; SecantusDB gives an int",
    'test/expressions.test.ts: dates {"$hour":{"date":"2024-02-29T13:45:30.123Z","timezone":null}} is null':
      "a time zone of null gives null; SecantusDB takes it for UTC",
    'test/expressions.test.ts: dates {"$dateToString":{"date":"2024-02-29T13:45:30.123Z","timezone":"America/New_York"}} is "2024-02-29T08:45:30.123"':
      "the default format ends with Z in UTC only; SecantusDB's always does, though the time is another zone's",
    'test/expressions.test.ts: dates {"$dateDiff":{"startDate":"a","endDate":"2024-02-29T13:45:30.123Z","unit":"day"}} fails with 5166307':
      "both refuse it; SecantusDB's code is 14",
    'test/expressions.test.ts: arrays and numbers {"$arrayToObject":{"$literal":[["a"]]}} fails with 40397':
      "both refuse it; SecantusDB's code is 40398",
    'test/expressions.test.ts: arrays and numbers {"$setEquals":[[1],null]} fails with 17044':
      "both refuse it; SecantusDB's code is 5887502",
    'test/expressions.test.ts: stages and operators of updates the stage {"$addFields":{}} fails with 40177':
      "MongoDB refuses it; SecantusDB takes it",
    "test/expressions.test.ts: stages and operators of updates a class within brackets is PCRE's":
      "[[:digit:]] is a class of PCRE; SecantusDB's regular expressions are Python's",
    "test/expressions.test.ts: conversions to null is null":
      "$convert gives null where `to` is null; SecantusDB fails",
    "test/indexes.test.ts: queries that an index can serve that are partial are used only where nothing that matches is left out of them":
      "SecantusDB leaves documents out that its partial index does not have",
    "test/indexes.test.ts: explain tells how many matched before a sort in memory, and what a write or a count would come to":
      "the documentation counts what each stage returned; SecantusDB counts what was looked at",
    "test/indexes.test.ts: index options are built all or none, where one of several conflicts or can't be unique":
      "MongoDB builds all indexes of a command, or none; SecantusDB keeps those before the one that fails",
    "test/indexes.test.ts: index options of _id are there already, and can't be another":
      "to MongoDB { _id: 1 } is there already; SecantusDB refuses it",
    "test/indexes.test.ts: index options are refused with a name, flag, filter or time that an index can't have":
      "MongoDB refuses it; SecantusDB takes it",
    "test/indexes.test.ts: index options are dropped all or none, and one of several of the same keys only by its name":
      "both refuse it; SecantusDB wants a text where MongoDB takes a list of names",
    "test/indexes.test.ts: index options that are hidden can't be hinted, and collMod says what it changed":
      "MongoDB refuses a hint that names a hidden index; SecantusDB takes it",
    "test/operations.test.ts: a slow query goes on when its session is ended, and is ended by killSessions":
      "both end it; SecantusDB's error is another than Interrupted (11601)",
    "test/transactions.test.ts: a transaction keeps its cursors to itself, and each session its own":
      "MongoDB refuses a getMore from another session or transaction; SecantusDB answers it",
    "test/transactions.test.ts: the fail point failCommand refuses by name what it would not do":
      "SecantusDB has no configureFailPoint",
    "test/aggregation.test.ts: stages $redact of documents in documents and arrays":
      "the documentation applies $$DESCEND to documents in documents; SecantusDB's keeps them",
    "test/aggregation.test.ts: stages $out that fails leaves the collection as it was, and nothing beside it":
      "MongoDB keeps unique indexes of what $out replaces, and fails on duplicates; SecantusDB does not",
    "test/aggregation.test.ts: stages $merge replaces":
      "MongoDB keeps the _id of a document that is replaced by one without; SecantusDB gives it a new one",
    'test/aggregation.test.ts: stages a merge with {"on":"customer"} fails with 51183':
      "both refuse it; SecantusDB's code is 14",
    'test/aggregation.test.ts: stages a merge with {"on":[]} fails with 51187':
      "both refuse it; SecantusDB's code is 14",
    'test/aggregation.test.ts: stages a merge with {"whenMatched":"keepExisting","whenNotMatched":"fail"} fails with 51181':
      "both refuse it; SecantusDB's code is 14",
    'test/aggregation.test.ts: stages a merge with {"whenMatched":"update"} fails with 2':
      "both refuse it; SecantusDB's code is 14",
    'test/aggregation.test.ts: stages a merge with {"whenNotMatched":"fail"} fails with 13113':
      "both refuse it; SecantusDB's code is 14",
    'test/aggregation.test.ts: stages a merge with {"let":{"a":1}} fails with 51199':
      "MongoDB refuses it; SecantusDB takes it",
    "test/aggregation.test.ts: stages $merge that moves an _id fails":
      "an _id can't be changed; SecantusDB changes it",
    'test/expressions.test.ts: arrays and numbers {"$subtract":[{"$numberDecimal":"1"},0.1]} is {"$numberDecimal":"0.900000000000000"}':
      "MongoDB takes a double beside decimals by its 15 digits, as SecantusDB does in $multiply",
    'test/expressions.test.ts: arrays and numbers {"$multiply":[{"$numberDecimal":"1E+6000"},{"$numberDecimal":"1E+6000"}]} is {"$numberDecimal":"Infinity"}':
      "a decimal that is too large is infinite; SecantusDB fails with an internal error",
    'test/expressions.test.ts: arrays and numbers {"$sum":[0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1]} is 1':
      "MongoDB keeps what each addition of doubles rounds off; SecantusDB does not",
    'test/expressions.test.ts: arrays and numbers {"$avg":[0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1]} is 0.1':
      "MongoDB keeps what each addition of doubles rounds off; SecantusDB does not",
    'test/expressions.test.ts: arrays and numbers {"$add":[10000000000000000,1,{"$literal":-10000000000000000}]} is 1':
      "MongoDB keeps what each addition of doubles rounds off; SecantusDB does not",
    'test/expressions.test.ts: arrays and numbers {"$sum":[{"$literal":{"high":2147483647,"low":-1,"unsigned":false}},1]} is 9223372036854776000':
      "a sum of longs that is too large goes on as a double; SecantusDB fails with an internal error",
    'test/expressions.test.ts: arrays and numbers {"$abs":{"$literal":{"high":-2147483648,"low":0,"unsigned":false}}} fails with 28680':
      "MongoDB refuses it; SecantusDB takes it",
    'test/expressions.test.ts: arrays and numbers {"$ln":{"$numberDecimal":"2"}} fails with 115':
      "the embedded server refuses logarithms and the like of decimals; SecantusDB has them",
    'test/expressions.test.ts: arrays and numbers {"$sin":{"$numberDecimal":"2"}} fails with 115':
      "the embedded server refuses logarithms and the like of decimals; SecantusDB has them",
    'test/expressions.test.ts: arrays and numbers {"$pow":[{"$numberDecimal":"2"},0.5]} fails with 115':
      "the embedded server refuses roots of decimals other than $sqrt; SecantusDB has them",
    "test/queries.test.ts: filters are refused: { a: { '$elemMatch': { b: 1, '$expr': true } } }":
      "MongoDB refuses it; SecantusDB takes it",
    "test/queries.test.ts: filters are refused: { a: { '$all': [ { '$elemMatch': { b: 1 } }, 5 ] } }":
      "both refuse it; the message is another, and messages are not documented",
    "test/queries.test.ts: filters are refused: { a: { '$all': [ 5, { '$elemMatch': { b: 1 } } ] } }":
      "both refuse it; the message is another, and messages are not documented",
    "test/regular-expressions.test.ts: a pattern finds what PCRE finds, where JavaScript would not lines, which only a line feed ends":
      "SecantusDB's regular expressions are Python's",
    "test/regular-expressions.test.ts: a pattern finds what PCRE finds, where JavaScript would not blanks and classes of ASCII":
      "SecantusDB's regular expressions are Python's",
    "test/regular-expressions.test.ts: a pattern finds what PCRE finds, where JavaScript would not brackets in brackets, and a minus that makes no range":
      "SecantusDB's regular expressions are Python's",
    "test/regular-expressions.test.ts: a pattern finds what PCRE finds, where JavaScript would not what needs no escape, and what has one that it does not need":
      "SecantusDB's regular expressions are Python's",
    "test/regular-expressions.test.ts: a pattern finds what PCRE finds, where JavaScript would not names of groups, and characters by their numbers":
      "SecantusDB's regular expressions are Python's",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: a(?i:b)":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: a(?i)b":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: a++":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: (?>a)":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: (?|a)":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: \\Qa\\E":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/regular-expressions.test.ts: refuses by its name what JavaScript has not: a\\Kb":
      "the embedded server refuses what JavaScript has not; SecantusDB has it, or calls it invalid",
    "test/updates.test.ts: update operators refuse $rename through a text":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse $rename of an array's element":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse $rename to an array's element":
      "the code is the same; SecantusDB's message begins with 'Plan executor error', and messages are not documented",
    "test/updates.test.ts: update operators refuse $rename of two fields into each other's places":
      "the code is the same; the message names the other path, and messages are not documented",
    "test/aggregation.test.ts: stages $fill":
      "where there is nothing to fill from, MongoDB's window functions give null; SecantusDB leaves the field out",
    "test/aggregation.test.ts: expressions and stages are refused: { '$setWindowFields': { output: { r: { '$rank': {} } } } }":
      "both refuse it, with other codes",
    "test/aggregation.test.ts: expressions and stages are refused: { '$setWindowFields': { output: { r: { '$foo': 1 } } } }":
      "both refuse it, with other codes",
    "test/aggregation.test.ts: expressions and stages are refused: { '$setWindowFields': { sortBy: { a: -1 }, output: { n: { '$sum': 1, window: { range: [ -1, 1 ] } } } } }":
      "both refuse it, with other codes",
  },
  "chapters/05-async-iteration": {
    "test/cursor-not-found.test.ts: a cursor that the server gave up on during the work cannot be read any further holds for cursor-not-found.ts":
      "SecantusDB lists no idle cursors and sessions in $currentOp",
  },
  "chapters/07-bounded-concurrency": {
    "test/p-map-fails.test.ts: the job at work when another one failed is not stopped: its second query is sent and answered holds for p-map-fails.ts":
      "timing: SecantusDB, in Python, may answer the second query after the program has ended",
    "test/rate-limit.test.ts: after a pause the bucket is full again: two queries begin together holds for rate-limit.ts":
      "timing: SecantusDB, in Python, may take longer than the pause",
  },
  "chapters/09-queues-and-streams": {
    "test/change-streams.test.ts: a token that is too old is given up at the first error, and the program reads all and goes on holds for start-over.ts":
      oldToken,
    "test/change-streams.test.ts: the same token gets the same error each time holds for dead-token.ts":
      oldToken,
    "test/change-streams.test.ts: the same token gets the same error each time fails for start-over.ts":
      oldToken,
    "test/streams.test.ts: nobody asks in vain: each event costs one answer of the server holds for tail.ts":
      "timing: SecantusDB may answer the getMore of a tailable cursor without a document, and then there is one answer more",
  },
  "chapters/10-races-and-transactions": {
    "test/transactions.test.ts: of two inserts that both start the transaction, the server refuses one with code 117 holds for parallel-in-transaction.ts in every order":
      "both refuse it, with other codes",
    "test/transactions.test.ts: a query that nobody awaited fails after the program has gone on, and ends the process holds for ended-session.ts":
      "timing: SecantusDB's commit may take longer than the work that nobody awaits",
  },
  "chapters/12-odm-and-modelling": {
    "test/indexes.test.ts: without an index the server examines all 20,000 documents for twenty holds for scan.ts":
      tooMuchForPython,
    "test/indexes.test.ts: without an index the server examines all 20,000 documents for twenty fails for indexed.ts":
      tooMuchForPython,
    "test/indexes.test.ts: with an index it examines the twenty: a thousandth holds for indexed.ts":
      tooMuchForPython,
    "test/indexes.test.ts: with an index it examines the twenty: a thousandth fails for scan.ts":
      tooMuchForPython,
    "test/indexes.test.ts: with the range before the sort, every key of the package is read, and sorted in memory holds for sort-in-memory.ts":
      tooMuchForPython,
    "test/indexes.test.ts: with the range before the sort, every key of the package is read, and sorted in memory fails for equality-sort-range.ts":
      tooMuchForPython,
    "test/indexes.test.ts: with equality, sort, range, three keys are read for three documents, and nothing is sorted holds for equality-sort-range.ts":
      tooMuchForPython,
    "test/indexes.test.ts: with equality, sort, range, three keys are read for three documents, and nothing is sorted fails for sort-in-memory.ts":
      tooMuchForPython,
    "test/indexes.test.ts: over 100,000 documents, a page without an index looks at all of them holds for tuning.ts":
      tooMuchForPython,
    "test/indexes.test.ts: each step of the tuning looks at less, down to three keys and no document holds for tuning.ts":
      tooMuchForPython,
    "test/indexes.test.ts: a projection that keeps _id fetches a document for each key holds for fetched.ts":
      tooMuchForPython,
    "test/indexes.test.ts: a projection that keeps _id fetches a document for each key fails for covered.ts":
      tooMuchForPython,
    "test/indexes.test.ts: a query that the index covers examines no document holds for covered.ts":
      tooMuchForPython,
    "test/indexes.test.ts: a query that the index covers examines no document fails for fetched.ts":
      tooMuchForPython,
    "test/indexes.test.ts: one call measures the opening of the connection, too holds for measure-once.ts":
      tooMuchForPython,
    "test/indexes.test.ts: one call measures the opening of the connection, too fails for measure.ts":
      tooMuchForPython,
    "test/indexes.test.ts: a hundred calls after the first give a median and a p99, one call at a time on one connection holds for measure.ts":
      tooMuchForPython,
    "test/indexes.test.ts: a hundred calls after the first give a median and a p99, one call at a time on one connection fails for measure-once.ts":
      tooMuchForPython,
    "test/practice.test.ts: '12/plan-of-a-query' is answered by the run, the same way in another one":
      tooMuchForPython,
    "test/links.test.ts: $lookup is one command whose reply has all linked documents holds for lookup.ts":
      "the manual: $lookup matches each value of a localField that is an array; SecantusDB finds nothing where the path leads through an array of documents",
  },
};
