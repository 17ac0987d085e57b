/** How bad what a finding concludes is, the least first. */
export const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** How sure the conclusion is, the least first. */
export const confidences = ['low', 'moderate', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** The id of an ATT&CK technique or sub-technique, such as T1110 or T1110.003. */
export const techniquePattern = /^T\d{4}(\.\d{3})?$/;
