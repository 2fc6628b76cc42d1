/** Every word of the screens in English; its keys are the keys of every language. */
import { prefixed } from '../types';
import common from './common';
import errors from './errors';
import shell from './shell';
import today from './today';
import accounts from './accounts';
import settings from './settings';
import signin from './signin';
import { earnings } from './earnings';
import { payouts } from './payouts';
import { rates } from './rates';
import { programmes } from './programmes';
import { rules } from './rules';
import { inbox } from './inbox';
import { mail } from './mail';
import { mailbox } from './mailbox';
import { changes } from './changes';
import { deal } from './deal';
import { doubles } from './doubles';
import { forecast } from './forecast';
import { hand } from './hand';
import { invoices } from './invoices';
import { passphrase } from './passphrase';
import { reply } from './reply';
import { wizard } from './wizard';

export const en = {
  ...common,
  ...errors,
  ...shell,
  ...today,
  ...accounts,
  ...settings,
  ...signin,
  ...prefixed('earnings', earnings),
  ...prefixed('payouts', payouts),
  ...prefixed('rates', rates),
  ...prefixed('programmes', programmes),
  ...prefixed('rules', rules),
  ...prefixed('inbox', inbox),
  ...prefixed('invoices', invoices),
  ...prefixed('mail', mail),
  ...prefixed('mailbox', mailbox),
  ...prefixed('changes', changes),
  ...prefixed('deal', deal),
  ...prefixed('doubles', doubles),
  ...prefixed('forecast', forecast),
  ...prefixed('hand', hand),
  ...prefixed('passphrase', passphrase),
  ...prefixed('reply', reply),
  ...prefixed('wizard', wizard),
};
