/** Words of mailboxes in French. */
import type { mailbox as english } from '../en/mailbox';

export const mailbox: typeof english = {
  folders: 'Dossiers',
  title: 'Dossiers de {name}',
  text: 'Le courrier de ces dossiers est lu, jamais modifié. Ce qui a été lu d’un dossier reste quand vous ne le choisissez plus.',
  save: 'Lire ces dossiers',
  saved: 'Dossiers de {name} choisis',
  ask: 'Choisir dans la liste',
  inbox_alone: 'INBOX seule, si vous n’en choisissez aucun.',
  not_there: 'n’y est plus',
  choose: 'Choisir les dossiers',
  now: 'Écouter de nouveau maintenant',
  'role.inbox': 'courrier arrivé',
  'role.all': 'tous les messages',
  'role.archive': 'archives',
  'role.flagged': 'importants',
  'role.sent': 'envoyés',
  'role.drafts': 'brouillons',
  'role.junk': 'indésirables',
  'role.trash': 'corbeille',
  'state.starting': 'ouverture de la ligne pour le nouveau courrier',
  'state.listening': 'le nouveau courrier arrive tout seul',
  'state.asking': 'le nouveau courrier est demandé toutes les deux minutes',
  'state.waiting': 'le nouveau courrier n’arrive pas tout seul, nouvel essai {when}',
  'state.sign_in': 'le nouveau courrier attend que vous vous reconnectiez',
  'state.stopped': 'le nouveau courrier n’arrive pas tout seul',
};
