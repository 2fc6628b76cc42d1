//! The window's door to the studio: one thin command for each line of the studio's command table.

pub mod accounts;
pub mod app;
pub mod deals;
pub mod doubles;
pub mod earnings;
pub mod hand;
pub mod inbox;
pub mod invoices;
pub mod ledger;
pub mod mail;
pub mod mailbox;
pub mod outbox;
pub mod payouts;
pub mod programmes;
pub mod rates;
pub mod rules;
pub mod settings;
pub mod today;
pub mod wizard;
pub mod work;

use studio::shapes::ErrorShape;

/// What a command gives back: its shape, or an error of the closed set.
pub type Answer<T> = Result<T, ErrorShape>;

/// Every command, for the builder. A name missing here or in the table fails the test below.
macro_rules! handler {
    () => {
        tauri::generate_handler![
            $crate::commands::app::app_state,
            $crate::commands::app::start_profile,
            $crate::commands::app::unlock,
            $crate::commands::app::set_passphrase,
            $crate::commands::app::open_sandbox,
            $crate::commands::app::leave_sandbox,
            $crate::commands::app::open_profile,
            $crate::commands::app::cancel,
            $crate::commands::app::progress,
            $crate::commands::app::search,
            $crate::commands::today::today,
            $crate::commands::today::acknowledge,
            $crate::commands::today::unacknowledge,
            $crate::commands::ledger::changes,
            $crate::commands::ledger::acknowledge_shown,
            $crate::commands::ledger::flag_change,
            $crate::commands::ledger::entry_ledger,
            $crate::commands::ledger::drift,
            $crate::commands::ledger::expected_final,
            $crate::commands::ledger::known_totals,
            $crate::commands::ledger::known_payouts,
            $crate::commands::invoices::invoices,
            $crate::commands::invoices::invoice,
            $crate::commands::invoices::new_invoice,
            $crate::commands::invoices::credit_invoice,
            $crate::commands::invoices::preview_invoice,
            $crate::commands::invoices::edit_invoice,
            $crate::commands::invoices::discard_invoice,
            $crate::commands::invoices::restore_invoice,
            $crate::commands::invoices::issue_invoice,
            $crate::commands::invoices::mark_invoice_sent,
            $crate::commands::invoices::invoice_pdf,
            $crate::commands::invoices::pay_invoice,
            $crate::commands::invoices::undo_invoice_payment,
            $crate::commands::invoices::invoice_payments_proposed,
            $crate::commands::invoices::accept_invoice_payment,
            $crate::commands::invoices::refuse_invoice_payment,
            $crate::commands::invoices::invoice_reminder,
            $crate::commands::invoices::note_invoice_reminder,
            $crate::commands::invoices::undo_invoice_reminder,
            $crate::commands::invoices::seller,
            $crate::commands::invoices::set_seller,
            $crate::commands::invoices::clients,
            $crate::commands::invoices::put_client,
            $crate::commands::doubles::doubles,
            $crate::commands::doubles::doubles_open,
            $crate::commands::doubles::merge_doubles,
            $crate::commands::doubles::keep_doubles,
            $crate::commands::doubles::undo_doubles,
            $crate::commands::doubles::double_twins,
            $crate::commands::hand::read_hand,
            $crate::commands::hand::add_hand,
            $crate::commands::hand::edit_hand,
            $crate::commands::hand::delete_hand,
            $crate::commands::hand::recurring,
            $crate::commands::hand::edit_recurring,
            $crate::commands::hand::end_recurring,
            $crate::commands::hand::attach,
            $crate::commands::hand::detach,
            $crate::commands::earnings::earnings_chart,
            $crate::commands::earnings::entries,
            $crate::commands::earnings::entry_totals,
            $crate::commands::earnings::entry,
            $crate::commands::earnings::source,
            $crate::commands::earnings::set_note,
            $crate::commands::earnings::set_tags,
            $crate::commands::payouts::payouts,
            $crate::commands::payouts::payout,
            $crate::commands::payouts::payout_rows,
            $crate::commands::payouts::payout_calendar,
            $crate::commands::payouts::match_queue,
            $crate::commands::payouts::cancel_match,
            $crate::commands::payouts::accept_match,
            $crate::commands::payouts::refuse_match,
            $crate::commands::payouts::undo_match,
            $crate::commands::payouts::payout_periods,
            $crate::commands::payouts::lock_period,
            $crate::commands::payouts::reopen_period,
            $crate::commands::programmes::board,
            $crate::commands::programmes::programme,
            $crate::commands::programmes::programme_status,
            $crate::commands::programmes::add_programme_status,
            $crate::commands::programmes::retire_programme_status,
            $crate::commands::programmes::restore_programme_status,
            $crate::commands::programmes::figure_history,
            $crate::commands::programmes::note_figure,
            $crate::commands::programmes::forecasts,
            $crate::commands::programmes::forecast,
            $crate::commands::programmes::programme_economics,
            $crate::commands::programmes::compare_regions,
            $crate::commands::programmes::programme_notices,
            $crate::commands::programmes::set_programme_notices,
            $crate::commands::programmes::acknowledge_notices,
            $crate::commands::rules::rule_packs,
            $crate::commands::rules::look_at_pack,
            $crate::commands::rules::add_pack,
            $crate::commands::rules::remove_pack,
            $crate::commands::rules::restore_pack,
            $crate::commands::rules::trust_key,
            $crate::commands::rules::distrust_key,
            $crate::commands::rules::own_rules,
            $crate::commands::rules::set_own_rule,
            $crate::commands::rules::end_own_rule,
            $crate::commands::rules::restore_own_rule,
            $crate::commands::outbox::reply,
            $crate::commands::outbox::save_reply,
            $crate::commands::outbox::discard_reply,
            $crate::commands::outbox::send_reply,
            $crate::commands::outbox::replies,
            $crate::commands::outbox::outbox,
            $crate::commands::outbox::take_back_reply,
            $crate::commands::outbox::settle_reply,
            $crate::commands::outbox::hurry_reply,
            $crate::commands::outbox::deliver_outbox,
            $crate::commands::outbox::reply_templates,
            $crate::commands::outbox::set_reply_template,
            $crate::commands::outbox::senders,
            $crate::commands::outbox::set_sender,
            $crate::commands::outbox::remove_sender,
            $crate::commands::inbox::offers,
            $crate::commands::inbox::offer,
            $crate::commands::mail::search_mail,
            $crate::commands::mail::mail_thread,
            $crate::commands::mail::offer_thread,
            $crate::commands::mail::save_attachment,
            $crate::commands::mail::paste_message,
            $crate::commands::inbox::set_stage,
            $crate::commands::deals::offer_board,
            $crate::commands::deals::move_offers,
            $crate::commands::deals::tag_offers,
            $crate::commands::deals::snooze_offers,
            $crate::commands::deals::undo_offer_step,
            $crate::commands::deals::offers_that_fit,
            $crate::commands::deals::offer_stages,
            $crate::commands::deals::next_offers,
            $crate::commands::deals::add_offer,
            $crate::commands::deals::brand_of,
            $crate::commands::deals::merge_brand,
            $crate::commands::deals::offer_searches,
            $crate::commands::deals::save_offer_search,
            $crate::commands::deals::remove_offer_search,
            $crate::commands::inbox::set_term,
            $crate::commands::work::deal,
            $crate::commands::work::deals_timeline,
            $crate::commands::work::add_deliverable,
            $crate::commands::work::set_deliverable,
            $crate::commands::work::set_right,
            $crate::commands::work::take_back_word,
            $crate::commands::work::worth,
            $crate::commands::work::compare_worth,
            $crate::commands::work::set_worth,
            $crate::commands::work::worth_choices,
            $crate::commands::work::set_worth_choices,
            $crate::commands::work::past_fees,
            $crate::commands::work::save_calendar,
            $crate::commands::work::save_case,
            $crate::commands::accounts::accounts,
            $crate::commands::accounts::connect,
            $crate::commands::accounts::sign_in,
            $crate::commands::accounts::sign_in_state,
            $crate::commands::accounts::cancel_sign_in,
            $crate::commands::accounts::test_account,
            $crate::commands::mailbox::mail_folders,
            $crate::commands::mailbox::mail_folders_of,
            $crate::commands::mailbox::set_mail_folders,
            $crate::commands::mailbox::listening,
            $crate::commands::mailbox::listen_now,
            $crate::commands::accounts::remove_account,
            $crate::commands::accounts::sync,
            $crate::commands::accounts::import,
            $crate::commands::wizard::table_look,
            $crate::commands::wizard::table_preview,
            $crate::commands::wizard::save_preset,
            $crate::commands::wizard::presets,
            $crate::commands::wizard::rename_preset,
            $crate::commands::wizard::remove_preset,
            $crate::commands::accounts::undo_import,
            $crate::commands::accounts::review,
            $crate::commands::accounts::resolve_review,
            $crate::commands::rates::rates,
            $crate::commands::rates::rate_of_day,
            $crate::commands::rates::refresh_rates,
            $crate::commands::rates::set_own_rate,
            $crate::commands::rates::retire_own_rate,
            $crate::commands::rates::restore_own_rate,
            $crate::commands::rates::converted,
            $crate::commands::rates::effective_rates,
            $crate::commands::rates::set_expected_rate,
            $crate::commands::rates::retire_expected_rate,
            $crate::commands::rates::restore_expected_rate,
            $crate::commands::rates::exchange_costs,
            $crate::commands::settings::settings,
            $crate::commands::settings::set_settings,
            $crate::commands::settings::health,
            $crate::commands::settings::verify,
            $crate::commands::settings::backup,
        ]
    };
}
pub(crate) use handler;

#[cfg(test)]
mod tests {
    #[test]
    fn the_permission_list_is_the_studios_command_table() {
        let listed: Vec<&str> = include_str!("../../commands.txt").lines().collect();
        assert_eq!(
            listed,
            studio::commands::NAMES,
            "src-tauri/commands.txt grants exactly what the table declares"
        );
        let capability = include_str!("../../capabilities/main.json");
        for name in listed {
            let grant = format!("\"allow-{}\"", name.replace('_', "-"));
            assert!(capability.contains(&grant), "{name} needs its own grant");
        }
    }
}
