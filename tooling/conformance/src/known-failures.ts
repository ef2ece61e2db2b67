const views = "views are refused by design";
const timeSeries = "time-series collections are refused by design";
/** The driver looks for a member to send to before it looks at the transaction. */
const secondary =
  "in a replica set of one PyMongo finds no secondary, before it says that a transaction reads from the primary";

/** The specification tests that fail, and why: suite, test, reason. */
export const knownFailures: Record<string, Record<string, string>> = {
  crud: {
    "TestUnifiedEstimatedDocumentCount.test_estimatedDocumentCount_works_correctly_on_views": views,
  },
  transactions: {
    "TestUnifiedReadPref.test_secondary_readPreference": secondary,
    "TestUnifiedRunCommand.test_run_command_fails_with_explicit_secondary_read_preference":
      secondary,
    "TestUnifiedRunCommand.test_run_command_fails_with_secondary_read_preference_from_transaction_options":
      secondary,
  },
  "change-streams": {
    "TestUnifiedChangeStreamsShowExpandedEvents.test_when_showExpandedEvents_is_true,_create_events_on_views_are_reported":
      views,
  },
  "collection-management": {
    "TestCollectionManagementTimeseriesCollection.test_createCollection_with_all_options":
      timeSeries,
    "TestCollectionManagementTimeseriesCollection.test_createCollection_with_bucketing_options":
      timeSeries,
    "TestCollectionManagementTimeseriesCollection.test_insertMany_with_duplicate_ids": timeSeries,
  },
};
