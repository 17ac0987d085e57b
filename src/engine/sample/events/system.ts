import { utc } from '../clock.ts';
import { type Device, pump1 } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

const upgradedAt = utc('2019-04-10T10:00:00Z');

/** The agent that reports: one device's was upgraded during the two weeks. */
export const agentVersionAt = (device: Device, at: number): string =>
  device === pump1 && at < upgradedAt ? '0.0.5' : device.agentVersion;

/** Operating system, host name and memory of a device. */
export function systemInformation(device: Device, at: number): Fields {
  const free = 380_000 + (Math.floor(at / 60_000) % 40_000);
  if (device.agent === 'windows') {
    return {
      OSName: 'Microsoft Windows 10 IoT Enterprise',
      OSVersion: '10.0.17763',
      OSVendor: 'Microsoft Corporation',
      HostName: device.hostName,
      BIOSVersion: 'INVENTED - 1072009',
      BootDevice: '\\Device\\HarddiskVolume1',
      TotalPhysicalMemoryInKB: 4_093_980,
      FreePhysicalMemoryInKB: free,
    };
  }
  if (device.agent === 'linuxCs') {
    return {
      OSName: 'Linux',
      OSVersion: '4.14.98-v7+',
      OsArchitecture: 'armv7l',
      HostName: device.hostName,
      TotalPhysicalMemoryInKB: 0,
      FreePhysicalMemoryInKB: 0,
    };
  }
  return {
    OSName: 'Linux',
    OSVersion: '#1 SMP Mon Mar 4 18:00:00 UTC 2019',
    OsArchitecture: 'armv7l',
    HostName: device.hostName,
    TotalPhysicalMemoryInKB: 948_304,
    FreePhysicalMemoryInKB: free,
  };
}

/** What the micro agent sends instead. */
export const microSystemInformation = (device: Device): Fields => ({
  hardware_vendor: 'Invented Boards',
  hardware_model: 'IB-200',
  os_dist: 'Ubuntu',
  os_version: '18.04',
  os_platform: 'Linux',
  os_arch: 'aarch64',
  agent_type: 'Edge',
  agent_version: device.agentVersion,
  host_name: device.hostName,
});
