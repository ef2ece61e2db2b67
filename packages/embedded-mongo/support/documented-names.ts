/** What MongoDB 8.0's manual documents, by kind: the rows of the table in the README. */
export const documentedNames = {
  commands: `abortTransaction aggregate authenticate buildInfo bulkWrite collMod collStats commitTransaction
    configureFailPoint connectionStatus convertToCapped count create createIndexes createSearchIndexes createUser
    currentOp dbHash dbStats delete distinct drop dropDatabase dropIndexes dropSearchIndex dropUser endSessions explain
    filemd5 find findAndModify fsync getClusterParameter getCmdLineOpts getLog getMore getParameter hello hostInfo
    insert isMaster killAllSessions killCursors killOp killSessions listCollections listCommands listDatabases
    listIndexes logout mapReduce ping planCacheClear profile refreshSessions reIndex renameCollection replSetGetStatus
    replSetStepDown
    rolesInfo saslContinue saslStart serverStatus setParameter shardCollection shutdown startSession top update
    updateSearchIndex usersInfo validate whatsmyuri`,
  "query operators": `$eq $gt $gte $in $lt $lte $ne $nin $and $not $nor $or $exists $type $expr $jsonSchema $mod $regex
    $where $all $elemMatch $size $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet $comment $rand $sampleRate $text
    $geoIntersects $geoWithin $near $nearSphere`,
  "update operators": `$currentDate $inc $min $max $mul $rename $set $setOnInsert $unset $addToSet $pop $pull $push
    $pullAll $bit`,
  stages: `$addFields $bucket $bucketAuto $changeStream $changeStreamSplitLargeEvent $collStats $count $currentOp
    $densify $documents $facet $fill $geoNear $graphLookup $group $indexStats $limit $listLocalSessions $listSampledQueries
    $listSearchIndexes $listSessions $lookup $match $merge $out $planCacheStats $project $redact $replaceRoot
    $replaceWith $sample $search $searchMeta $set $setWindowFields $skip $sort $sortByCount $unionWith $unset $unwind
    $vectorSearch`,
  "accumulators of $group": `$accumulator $addToSet $avg $bottom $bottomN $count $first $firstN $last $lastN $max $maxN
    $median $mergeObjects $min $minN $percentile $push $stdDevPop $stdDevSamp $sum $top $topN`,
  expressions: `$abs $acos $acosh $add $allElementsTrue $and $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh
    $atan $atan2 $atanh $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $ceil $cmp $concat $concatArrays $cond
    $convert $cos $cosh $dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString
    $dateTrunc $dayOfMonth $dayOfWeek $dayOfYear $degreesToRadians $divide $eq $exp $filter $first $firstN $floor $function
    $getField $gt $gte $hour $ifNull $in $indexOfArray $indexOfBytes $indexOfCP $isArray $isNumber $isoDayOfWeek $isoWeek
    $isoWeekYear $last $lastN $let $literal $ln $log $log10 $lt $lte $ltrim $map $max $maxN $median $mergeObjects $meta
    $millisecond $min $minN $minute $mod $month $multiply $ne $not $objectToArray $or $percentile $pow $radiansToDegrees
    $rand $range $reduce $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim
    $sampleRate $second $setDifference $setEquals $setField $setIntersection $setIsSubset $setUnion $sin $sinh $size
    $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp $strcasecmp $strLenBytes $strLenCP $substr $substrBytes
    $substrCP $subtract $sum $switch $tan $tanh $toBool $toDate $toDecimal $toDouble $toHashedIndexKey $toInt $toLong
    $toLower $toObjectId $toString $toUpper $toUUID $trim $trunc $tsIncrement $tsSecond $type $unsetField $week $year
    $zip`,
} as const;

export type Kind = keyof typeof documentedNames;

/** Returns the names of a kind in the order of the manual. */
export function namesOf(kind: Kind): string[] {
  return documentedNames[kind].split(/\s+/);
}
