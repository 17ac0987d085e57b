const elsewhere =
  'reads data outside this workspace, which this engine never does. Import that data as a table of its own';
const noGeography = 'needs the geography database of the service, which is not here. Join with a table of your own';
const estimate = 'is a model of the service that cannot be computed here exactly';
const unwritten = 'combines hashes in a way that is not documented. Use hash_sha256 of strcat_delim';
const compressed = 'gives bytes that depend on the compressor of the service';

/** What only the service can answer, by name, with the reason: to refuse it clearly. */
const reasons: Readonly<Record<string, string>> = {
  externaldata: elsewhere,
  external_table: elsewhere,
  cluster: elsewhere,
  database: elsewhere,
  workspace: elsewhere,
  app: elsewhere,
  resource: elsewhere,
  adx: elsewhere,
  arg: elsewhere,
  http_request: elsewhere,
  sql_request: elsewhere,
  geo_info_from_ip_address: noGeography,
  parse_user_agent: 'needs the pattern library of the service, which is not here. Use parse or extract',
  series_decompose: estimate,
  series_decompose_anomalies: estimate,
  series_decompose_forecast: estimate,
  series_outliers: estimate,
  series_periods_detect: estimate,
  series_periods_validate: estimate,
  autocluster: estimate,
  basket: estimate,
  diffpatterns: estimate,
  python: 'runs code, which this engine never does',
  r: 'runs code, which this engine never does',
  hash_many: unwritten,
  hash_combine: unwritten,
  base64_decode_toguid:
    'is documented with a result that base64_encode_fromguid() contradicts. Use base64_decode_toarray',
  gzip_compress_to_base64_string: compressed,
  zlib_compress_to_base64_string: compressed,
  parse_version: 'gives numbers of more digits than a decimal has here. Use split and tolong',
  estimate_data_size: 'measures how the service stores data',
  current_principal: 'asks who is signed in to the service',
};

/** Why the service alone can answer this; undefined when it is not so. */
export const serviceOnly = (name: string): string | undefined =>
  Object.hasOwn(reasons, name) ? `${name} ${reasons[name]}` : undefined;
