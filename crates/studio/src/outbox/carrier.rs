//! A mailbox as something replies go through: SMTP to send, IMAP to look and to keep a copy.
//!
//! The rule it protects: sending signs in with the mailbox's own login, or with the password the creator gave for sending, and
//! with nothing else.

use super::senders::secret_name;
use crate::OpenProfile;
use crate::accounts::AccountVault;
use crate::clock::Clock;
use async_trait::async_trait;
use connectors::imap::OwnMail;
use connectors::secret::MailLogin;
use connectors::smtp::{Envelope, SendError, SmtpLogin, SmtpSecret, hand_over, sign_in};
use connectors::{ConnectError, Credentials, HttpOptions, Job, Secret, Vault, VaultError};
use domain::reply::SentProof;
use domain::{Account, AccountId, Platform};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{MailSender, Outgoing, SecretVault};
use sync::outbox::{Handed, Post, Posts};
use tokio_util::sync::CancellationToken;

/// One mailbox that sends.
pub(super) struct Carrier {
    account: Account,
    sender: MailSender,
    vault: Arc<AccountVault>,
    secrets: Arc<dyn SecretVault>,
    /// A password that is not kept yet.
    typed: Option<Secret>,
    clock: Clock,
    cancel: CancellationToken,
}

impl Carrier {
    pub fn of(profile: &OpenProfile, account: Account, sender: MailSender) -> Self {
        Self {
            vault: AccountVault::of(profile, &account),
            secrets: profile.secrets().clone(),
            clock: profile.clock(),
            account,
            sender,
            typed: None,
            cancel: CancellationToken::new(),
        }
    }

    pub fn with_password(mut self, password: Option<&str>) -> Self {
        self.typed = password.map(Secret::new);
        self
    }

    fn job(&self) -> Job {
        Job {
            account: self.account.clone(),
            now: self.clock.now(),
            full: false,
            cancel: self.cancel.clone(),
        }
    }

    async fn own_mail(&self) -> Result<(OwnMail, MailLogin), ConnectError> {
        let options = HttpOptions::default();
        OwnMail::open(&self.account, self.vault.clone(), options, &self.job()).await
    }

    /// The mailbox's login; a token that is renewed by signing in is renewed first.
    async fn mailbox_login(&self) -> Result<MailLogin, ConnectError> {
        let Credentials::Mail(login) = self.vault.load().await? else {
            return Err(VaultError::Missing.into());
        };
        if login.grant.is_none() {
            return Ok(login);
        }
        let (mail, fresh) = self.own_mail().await?;
        mail.close().await;
        Ok(fresh)
    }

    async fn login(&self) -> Result<SmtpLogin, ConnectError> {
        let mailbox = self.mailbox_login().await?;
        let own = match &self.typed {
            Some(typed) => Some(typed.clone()),
            None if self.sender.own_password => Some(self.kept_password().await?),
            None => None,
        };
        let token = mailbox
            .grant
            .as_ref()
            .map(|grant| grant.access_token.clone())
            .or(mailbox.access_token);
        let secret = match (own, token, mailbox.password) {
            (Some(password), _, _) => SmtpSecret::Password(password),
            (None, Some(token), _) => SmtpSecret::Token(token),
            (None, None, Some(password)) => SmtpSecret::Password(password),
            (None, None, None) => return Err(VaultError::Missing.into()),
        };
        Ok(SmtpLogin {
            server: self.sender.server.clone(),
            user: self.sender.user.clone().unwrap_or(mailbox.user),
            secret,
            certificate: mailbox.certificate,
        })
    }

    async fn kept_password(&self) -> Result<Secret, ConnectError> {
        let (secrets, name) = (self.secrets.clone(), secret_name(self.account.id));
        let unavailable = |e: String| ConnectError::from(VaultError::Unavailable(e));
        let found = tokio::task::spawn_blocking(move || secrets.load(&name))
            .await
            .map_err(|e| unavailable(e.to_string()))?
            .map_err(|e| unavailable(e.to_string()))?
            .ok_or(VaultError::Missing)?;
        let text = std::str::from_utf8(found.expose()).map_err(|e| unavailable(e.to_string()))?;
        Ok(Secret::new(text))
    }

    /// Whether this mailbox could send now.
    pub async fn sign_in(&self) -> Result<(), SendError> {
        let login = self.login().await?;
        sign_in(&login, &HttpOptions::default(), &self.cancel).await
    }
}

#[async_trait]
impl Post for Carrier {
    async fn hand_over(&self, reply: &Outgoing) -> Result<Box<dyn Handed>, SendError> {
        let login = self.login().await?;
        let mut to = vec![reply.to.clone()];
        // A recipient in no header: the creator's hidden copy, taken by the server with the same answer.
        if self.sender.proof == SentProof::Bcc {
            to.push(reply.from_address.clone());
        }
        let envelope = Envelope {
            from: reply.from_address.clone(),
            to,
        };
        let options = HttpOptions::default();
        let ready = hand_over(&login, &envelope, &options, &self.cancel).await?;
        Ok(Box::new(ready))
    }

    async fn find(&self, message_id: &str) -> Result<Option<String>, ConnectError> {
        let (mut mail, _) = self.own_mail().await?;
        let found = mail.find(message_id).await;
        mail.close().await;
        found
    }

    async fn copy(&self, message_id: &str, message: &[u8]) -> Result<bool, ConnectError> {
        let (mut mail, _) = self.own_mail().await?;
        let made = mail.copy(message_id, message).await;
        mail.close().await;
        made
    }

    fn leaves_evidence(&self) -> bool {
        // our own copy is made after the answer and shows nothing
        self.sender.proof != SentProof::None
    }

    fn makes_copies(&self) -> bool {
        self.sender.proof != SentProof::Provider
    }
}

/// The mailboxes of a profile that send.
pub(super) struct Carriers(BTreeMap<AccountId, Arc<Carrier>>);

impl Carriers {
    pub fn of(profile: &OpenProfile) -> Result<Self, store::StoreError> {
        profile.store().read(|tx| {
            let mut carriers = BTreeMap::new();
            for sender in tx.mail_senders()? {
                let account = tx.account(sender.account)?;
                if account.platform == Platform::Mail && !account.manual {
                    let carrier = Carrier::of(profile, account, sender.clone());
                    carriers.insert(sender.account, Arc::new(carrier));
                }
            }
            Ok(Self(carriers))
        })
    }
}

#[async_trait]
impl Posts for Carriers {
    async fn of(&self, sender: AccountId) -> Result<Option<Arc<dyn Post>>, ConnectError> {
        let found = self.0.get(&sender).cloned();
        Ok(found.map(|carrier| carrier as Arc<dyn Post>))
    }
}
