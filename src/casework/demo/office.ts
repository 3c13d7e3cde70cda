import type { RoleCode } from '#access/index.ts';
import type { OfficeProfile, StaffMember } from '../types.ts';
import { words } from '../words.ts';

const criminal = [
  'criminal.arrest-review',
  'criminal.prosecution-review',
  'criminal.trial-support',
  'criminal.second-instance-protest',
  'criminal.case-marks',
  'criminal.appeal-watch',
];

/** A made-up office. Neither the city nor anybody in it exists. */
export const demoOffice: OfficeProfile = {
  id: 'shifan',
  title: words('示范市人民检察院', "Shifan City People's Procuratorate"),
  division: '990101',
  short: words('示检', 'SF'),
  facts: { 'office-level': 'basic' },
  desks: [
    {
      id: 'first',
      title: words('第一检察部', 'First department (crimes against persons and property)'),
      procedures: criminal,
    },
    { id: 'second', title: words('第二检察部', 'Second department (economic crimes)'), procedures: criminal },
    {
      id: 'third',
      title: words('第三检察部', 'Third department (supervision; letters and visits)'),
      procedures: ['criminal.filing-supervision', 'petition.handling'],
    },
  ],
  numbers: {
    'criminal.arrest-review': words('捕', 'AR'),
    'criminal.prosecution-review': words('诉', 'PR'),
    'criminal.trial-support': words('公诉', 'TS'),
    'criminal.second-instance-protest': words('抗', 'SP'),
    'criminal.case-marks': words('标', 'CM'),
    'criminal.appeal-watch': words('服', 'AW'),
    'criminal.filing-supervision': words('立监', 'FS'),
    'petition.handling': words('访', 'LV'),
  },
};

export type DemoMember = StaffMember;

/** As the law pack says it of these roles; a test holds both together. */
const does: Readonly<Record<RoleCode, { readonly functions: StaffMember['functions']; readonly rank: string | null }>> =
  {
    'case-management': { functions: ['receives'], rank: null },
    prosecutor: { functions: ['handles'], rank: 'prosecutor' },
    clerk: { functions: ['assists'], rank: null },
    'department-head': { functions: ['heads-desk'], rank: 'department-head' },
    'chief-procurator': { functions: ['heads-office'], rank: 'chief-procurator' },
    'deputy-chief-procurator': { functions: ['deputises'], rank: 'department-head' },
    administrator: { functions: ['keeps-accounts'], rank: null },
  };
export const demoRank = (role: RoleCode | undefined): string | null =>
  role === undefined ? null : (does[role]?.rank ?? null);

const member = (id: string, zh: string, en: string, desk: string | null, role: RoleCode): DemoMember => ({
  person: { id, name: words(zh, en) },
  desk,
  roles: [role],
  functions: does[role]?.functions ?? [],
});

/** Everybody of the made-up office; ids are those of the demo accounts. */
export const demoStaff: readonly DemoMember[] = [
  member('bai', '白某禾', 'Bai Mouhe', null, 'case-management'),
  member('chen', '陈某文', 'Chen Mouwen', 'first', 'prosecutor'),
  member('sun', '孙某宁', 'Sun Mouning', 'first', 'prosecutor'),
  member('wu', '吴某岚', 'Wu Moulan', 'first', 'prosecutor'),
  member('xu', '许某青', 'Xu Mouqing', 'second', 'prosecutor'),
  member('shen', '沈某川', 'Shen Mouchuan', 'second', 'prosecutor'),
  member('song', '宋某溪', 'Song Mouxi', 'third', 'prosecutor'),
  member('cao', '曹某河', 'Cao Mouhe', 'third', 'prosecutor'),
  member('ding', '丁某禾', 'Ding Mouhe', 'first', 'clerk'),
  member('zhou', '周某山', 'Zhou Moushan', 'first', 'department-head'),
  member('gao', '高某原', 'Gao Mouyuan', 'second', 'department-head'),
  member('liang', '梁某木', 'Liang Moumu', 'third', 'department-head'),
  member('zheng', '郑某正', 'Zheng Mouzheng', null, 'chief-procurator'),
  member('lin', '林某远', 'Lin Mouyuan', null, 'deputy-chief-procurator'),
  member('guan', '管某理', 'Guan Mouli', null, 'administrator'),
];

export const chief = 'zheng';
export const intake = 'bai';
export const headOf = (desk: string | null): string =>
  demoStaff.find((one) => one.desk === desk && one.roles.includes('department-head'))?.person.id ?? chief;
