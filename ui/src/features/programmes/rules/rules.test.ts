import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../../tests/draw';
import type { OwnRule } from '../../../bindings/OwnRule';
import type { PackLook } from '../../../bindings/PackLook';
import type { RulePacks } from '../../../bindings/RulePacks';
import type { FixtureHost } from '../../../host/fixture';
import RulesPart from './RulesPart.svelte';

const builtIn = { file: null, added_at: null, signed_by: null, fingerprint: null, unused: null, id: null, origin: 'built_in', versions: 9 };
const packs: RulePacks = {
  packs: [
    { ...builtIn, platform: 'tiktok', platform_name: 'TikTok', pack_date: '2026-10-20', age_days: 2 },
    { ...builtIn, platform: 'medium', platform_name: 'Medium', pack_date: '2026-09-22', age_days: 30 },
  ],
  keys: [{ key: 'aa', fingerprint: 'aaaa bbbb', name: 'Creator Studio', project: true }],
};
const added: RulePacks = {
  packs: packs.packs.map((pack) => (pack.platform === 'medium' ? { ...pack, origin: 'added', id: 7, file: 'medium.rules', signed_by: 'A friend', pack_date: '2026-10-21', age_days: 1 } : pack)),
  keys: [...packs.keys, { key: 'cc', fingerprint: 'cccc dddd', name: 'A friend', project: false }],
};
const look: PackLook = {
  path: '/files/medium.rules',
  file: 'medium.rules',
  sha256: '5eed',
  platform: 'medium',
  platform_name: 'Medium',
  pack_date: '2026-10-21',
  in_force: '2026-09-22',
  key: 'cc',
  fingerprint: 'cccc dddd',
  signed_by: null,
  versions: [
    {
      rule: 'medium.partner@2026',
      programme: 'medium.partner',
      name: 'Partner Program',
      kind: 'changed',
      from: null,
      to: null,
      status: 'current',
      regions: ['*'],
      compared_with: 'medium.partner@2026',
      changes: [],
      fields: [{ field: 'payout.delay_days', before: null, after: '77' }],
    },
  ],
  outcomes: [{ programme: 'medium.partner', name: 'Partner Program', before: 'not_yet', after: 'may_apply' }],
};
const word: OwnRule = {
  id: 4,
  rule: 'tiktok.creator_rewards@2024-03-18',
  programme: 'tiktok.creator_rewards',
  condition: 'requirements.0',
  metric: 'followers',
  value: '9000',
  instead_of: '10000',
  from: null,
  note: 'the app says so',
  source: null,
  noted_at: '2026-10-22T08:00:00Z',
  idle: null,
};

const answers = (host: FixtureHost): void => {
  host.answer('rule_packs', () => packs);
  host.answer('own_rules', () => [word]);
};
const buttons = (): HTMLButtonElement[] => [...document.querySelectorAll('button')];
async function press(label: string): Promise<void> {
  const found = buttons().find((button) => button.textContent.trim() === label || button.title === label);
  if (found === undefined) throw new Error(`no button “${label}” among ${buttons().map((b) => b.textContent.trim() || b.title).join(' · ')}`);
  found.click();
  await settled();
}
async function type(label: string, value: string): Promise<void> {
  const named = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === label);
  const input = document.getElementById(named?.htmlFor ?? '');
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field “${label}”`);
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

describe('Rules in Settings', () => {
  it('says how old the oldest rules are and where each come from', async () => {
    const { text } = await draw(RulesPart, '#/settings/rules', {}, (host) => {
      answers(host);
      host.answer('rule_packs', () => added);
    });
    expect(text()).toContain('Oldest: TikTok');
    expect(text()).toContain('your file medium.rules, signed by A friend');
    expect(text()).toContain('Followers: 9,000 instead of 10,000');
  });

  it('shows what a file changes, and takes it only after its key is trusted', async () => {
    const { text, host } = await draw(RulesPart, '#/settings/rules', {}, answers);
    host.picks = [look.path];
    let trusted = false;
    host.answer('look_at_pack', () => ({ ...look, signed_by: trusted ? 'A friend' : null }));
    host.answer('trust_key', () => {
      trusted = true;
      return packs;
    });
    host.answer('add_pack', () => added);
    await press('Open a rules file…');
    expect(text()).toContain('Partner Program: Not yet → May apply');
    expect(text()).toContain('Days until it is paid: nothing → 77');
    expect(text()).toContain('a key you have not trusted');
    const accept = buttons().find((button) => button.textContent.trim() === 'Accept these rules');
    expect(accept?.disabled, 'nobody vouches for it yet').toBe(true);
    await type('Whose key it is', 'A friend');
    await press('Trust this key');
    await press('Accept these rules');
    expect(host.calls.filter((call) => call.name === 'add_pack').map((call) => call.args), 'what was looked at is what is accepted').toEqual([{ path: look.path, sha256: look.sha256 }]);
    expect(text()).toContain('your file medium.rules');
  });

  it('takes a file back and puts it back', async () => {
    const { text, host } = await draw(RulesPart, '#/settings/rules', {}, (host) => {
      answers(host);
      host.answer('rule_packs', () => added);
      host.answer('remove_pack', () => packs);
    });
    await press('Take back the rules of Medium');
    expect(host.calls.some((call) => call.name === 'remove_pack')).toBe(true);
    expect(text()).not.toContain('medium.rules');
  });

  it('takes a word on a rule back', async () => {
    const { text, host } = await draw(RulesPart, '#/settings/rules', {}, (host) => {
      answers(host);
      host.answer('end_own_rule', () => []);
    });
    await press('Take back: Followers: 9,000 instead of 10,000');
    expect(host.calls.filter((call) => call.name === 'end_own_rule').map((call) => call.args)).toEqual([{ id: 4 }]);
    expect(text()).toContain('The rules hold as they are');
  });

  it('says why a file was refused and changes nothing', async () => {
    const { text, host } = await draw(RulesPart, '#/settings/rules', {}, answers);
    host.picks = ['/files/x.rules'];
    host.answer('look_at_pack', () => Promise.reject(Object.assign(new Error(), { code: 'rule_pack', message: '', details: { reason: 'no_signature', text: '' } })));
    await press('Open a rules file…');
    expect(text()).toContain('It carries no signature');
  });

  it('speaks French', async () => {
    const { text } = await draw(RulesPart, '#/settings/rules', { locale: 'fr' }, (host) => {
      answers(host);
      host.answer('own_rules', () => [{ ...word, metric: null, condition: null, value: null, instead_of: null, from: '2026-10-01' }]);
    });
    expect(text()).toContain('Les règles et leur âge');
    expect(text()).toContain('cette version est fausse');
  });
});
