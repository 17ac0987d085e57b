/** What a hub sends to a workspace, in words. */
export const hubText = (hub: { readonly isEnabled: boolean; readonly sendsRawEvents: boolean }): string => {
  if (!hub.isEnabled) return 'turned off';
  return hub.sendsRawEvents ? 'alerts and raw events' : 'alerts alone';
};
