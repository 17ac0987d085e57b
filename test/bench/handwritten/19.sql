SELECT RecommendationName, RecommendationDisplayName, min(DiscoveredTimeUTC) AS FirstDiscovered, max(TimeGenerated) AS TimeGenerated,
  arg_max(RecommendationState, TimeGenerated) AS RecommendationState, arg_max(RecommendationSeverity, TimeGenerated) AS RecommendationSeverity,
  arg_max(Description, TimeGenerated) AS Description, arg_max(RecommendationAdditionalData, TimeGenerated) AS RecommendationAdditionalData,
  arg_max_null(ResolvedTimeUTC, TimeGenerated) AS ResolvedTimeUTC
FROM SecurityRecommendation
WHERE DeviceId = $device AND ends_with(lower(AssessedResourceId), '/iothubs/' || lower($hub))
GROUP BY RecommendationName, RecommendationDisplayName
ORDER BY RecommendationState, RecommendationSeverity
