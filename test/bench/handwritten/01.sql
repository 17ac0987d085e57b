SELECT TimeGenerated, AlertName, AlertSeverity, Description, ExtendedProperties
FROM SecurityAlert
WHERE contains(lower(ExtendedProperties), lower($device)) AND contains(lower(ResourceId), lower($hub))
