import type { StoreConfig, Words } from './types.ts';

/** What a store survives, in words for whoever starts the server. */
export function survivesOf(config: StoreConfig, server: { readonly fsync: string; readonly commit: string }): Words {
  if (config.kind === 'pglite' && config.dir === undefined)
    return {
      zh: '只在内存中：进程结束，数据即消失。仅供演示和测试。',
      en: 'In memory only: all is gone when the process ends. For demonstration and tests.',
    };
  if (config.kind === 'pglite')
    return {
      zh: `PGlite，数据在 ${config.dir}：进程被强行结束，已确认的行为不丢；断电或系统崩溃时可能丢失最近的行为。不宜用于正式办案。`,
      en: `PGlite in ${config.dir}: confirmed acts survive when the process is killed; a power cut or a crash of the machine may lose the latest. Not for real cases.`,
    };
  if (config.kind === 'embedded')
    return {
      zh: `自带的 PostgreSQL 18，数据在 ${config.dir}：进程被强行结束或断电，已确认的行为都不丢（fsync 已开启；以磁盘如实写入为前提）。`,
      en: `PostgreSQL 18 of its own in ${config.dir}: confirmed acts survive a kill and a power cut (fsync is on; as far as the disk writes what it says).`,
    };
  if (server.fsync !== 'on')
    return {
      zh: '外部 PostgreSQL，但该服务器关闭了 fsync：断电或系统崩溃可能损坏数据。请开启 fsync。',
      en: 'A PostgreSQL server, but with fsync off: a power cut or a crash of its machine may spoil the data. Turn fsync on.',
    };
  return {
    zh: '外部 PostgreSQL：进程被强行结束或服务器断电，已确认的行为都不丢（fsync 已开启；备份由服务器管理者负责）。',
    en: 'A PostgreSQL server: confirmed acts survive a kill and a power cut (its fsync is on; backup is with those who run it).',
  };
}
