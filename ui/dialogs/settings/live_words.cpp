#include "ui/dialogs/settings/live_words.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace omni::ui::settings {

namespace {

/// For translations: a class of its own.
class LiveMoney
{
    Q_DECLARE_TR_FUNCTIONS(LiveMoney)
};

QString dayOf(Timestamp at, const Formats& formats)
{
    const QString whole = formats.dateTime(at);
    return whole.left(whole.lastIndexOf(QLatin1Char(' ')));
}

QString namesOf(const views::LiveLine& line)
{
    QStringList names;
    for (const std::string& name : line.names) {
        names << outsideText(name, 60);
    }
    return names.join(LiveMoney::tr(", ", "between the members of a list"));
}

} // namespace

QString nameOfNeed(views::LiveNeed need)
{
    using views::LiveNeed;
    switch (need) {
    case LiveNeed::PaperSessions:
        return LiveMoney::tr("5 paper sessions");
    case LiveNeed::KeyTest:
        return LiveMoney::tr("Key test");
    case LiveNeed::RiskLimits:
        return LiveMoney::tr("Risk limits set");
    case LiveNeed::KillDrill:
        return LiveMoney::tr("Kill switch drill");
    case LiveNeed::Authenticator:
        return LiveMoney::tr("Authenticator");
    case LiveNeed::Accounts:
        return LiveMoney::tr("Accounts of people");
    case LiveNeed::Vault:
        return LiveMoney::tr("Vault for keys");
    case LiveNeed::Audit:
        return LiveMoney::tr("Audit record");
    }
    return {};
}

QString stateOfNeed(const views::LiveLine& line, const Formats& formats)
{
    using views::LiveNeed;
    if (!line.isKnown) {
        return LiveMoney::tr("unlock the vault");
    }
    switch (line.need) {
    case LiveNeed::PaperSessions:
    case LiveNeed::RiskLimits:
        return LiveMoney::tr("%1 of %2").arg(line.have).arg(line.wanted);
    case LiveNeed::KeyTest:
        return !line.at  ? (line.names.empty() ? LiveMoney::tr("not tested") : LiveMoney::tr("no key in the vault"))
            : line.isMet ? LiveMoney::tr("passed %1", "a day").arg(dayOf(*line.at, formats))
                         : LiveMoney::tr("too old: %1", "a day").arg(dayOf(*line.at, formats));
    case LiveNeed::KillDrill:
        return !line.at
            ? LiveMoney::tr("not yet")
            : LiveMoney::tr("%1, %2 s", "a day, how long it took")
                  .arg(dayOf(*line.at, formats), formats.number(static_cast<double>(line.took.ns) / 1e9, 1));
    case LiveNeed::Authenticator:
        return line.isMet        ? LiveMoney::tr("on")
            : line.names.empty() ? LiveMoney::tr("nobody has one")
                                 : LiveMoney::tr("missing: %1", "names").arg(namesOf(line));
    case LiveNeed::Accounts:
    case LiveNeed::Vault:
        return line.isMet ? LiveMoney::tr("there") : LiveMoney::tr("missing");
    case LiveNeed::Audit:
        return line.isMet   ? LiveMoney::tr("there: written before anything is sent")
            : line.have > 0 ? LiveMoney::tr("does not verify")
                            : LiveMoney::tr("missing");
    }
    return {};
}

QString nextStep(const views::LiveLine& line)
{
    using views::LiveNeed;
    if (line.isMet) {
        return {};
    }
    if (!line.isKnown) {
        return LiveMoney::tr("Unlock the vault: what was shown lies sealed under it.");
    }
    switch (line.need) {
    case LiveNeed::PaperSessions:
        return LiveMoney::tr("Trade on paper with this broker, the vault open at the start, and end each session in "
                             "order: with an order that the broker took, or for 15 minutes.");
    case LiveNeed::KeyTest:
        return line.names.empty() ? LiveMoney::tr("Test the key. Nothing is ordered.")
                                  : LiveMoney::tr("Put the key of real money into the vault: %1.").arg(namesOf(line));
    case LiveNeed::RiskLimits:
        return LiveMoney::tr("These are looser than anybody has agreed to: %1. Tighten them, or loosen them in a paper "
                             "session, where it takes two.")
            .arg(namesOf(line));
    case LiveNeed::KillDrill:
        return LiveMoney::tr("In a paper session with orders open press the kill switch, and wait until the last of "
                             "them is cancelled.");
    case LiveNeed::Authenticator:
        return LiveMoney::tr("Everybody who may trade or arm sets up an authenticator.");
    case LiveNeed::Accounts:
        return LiveMoney::tr("Make the account of the owner.");
    case LiveNeed::Vault:
        return LiveMoney::tr("Make a vault above.");
    case LiveNeed::Audit:
        return line.have > 0 ? LiveMoney::tr("See what omnitrade audit verify says of it.")
                             : LiveMoney::tr("The next session begins one.");
    }
    return {};
}

QString grantWords(const views::LiveStanding& standing, const Formats& formats)
{
    using views::LiveGrantState;
    switch (standing.grant) {
    case LiveGrantState::None:
        return standing.isReady()
            ? LiveMoney::tr("Everything is there, and nobody has granted it yet. LIVE refuses to arm.")
            : LiveMoney::tr("LIVE refuses to arm until all of this is there and a person has granted it.");
    case LiveGrantState::Granted:
        return LiveMoney::tr("Granted %1 for this key, this account and these limits. A LIVE session begins halted; a "
                             "person arms it with a code.")
            .arg(standing.grantedAt ? dayOf(*standing.grantedAt, formats) : QString());
    case LiveGrantState::OtherKey:
        return LiveMoney::tr("What was granted was for another key. LIVE refuses to arm.");
    case LiveGrantState::OtherAccount:
        return LiveMoney::tr("What was granted was for another account. LIVE refuses to arm.");
    case LiveGrantState::LooserLimits:
        return LiveMoney::tr("The limits are looser than those that it was granted for. LIVE refuses to arm.");
    case LiveGrantState::NotOnRecord:
        return LiveMoney::tr(
            "The profile's record has ended what was granted, or does not know it: a file was set back "
            "or changed. LIVE refuses to arm.");
    }
    return {};
}

QString nameOfTestStep(const std::string& step)
{
    if (step == "reached") {
        return LiveMoney::tr("Server reached, TLS verified");
    }
    if (step == "clock") {
        return LiveMoney::tr("Clock offset");
    }
    if (step == "signature") {
        return LiveMoney::tr("Signature accepted");
    }
    if (step == "may_read") {
        return LiveMoney::tr("May read account");
    }
    if (step == "may_trade") {
        return LiveMoney::tr("May place orders");
    }
    if (step == "no_withdrawals") {
        return LiveMoney::tr("Withdrawals must be off");
    }
    if (step == "bound") {
        return LiveMoney::tr("Limited to this IP address");
    }
    return outsideText(step, 40);
}

QString failureWords(const views::LiveFailure& failure)
{
    if (failure.code == "other_account") {
        return LiveMoney::tr("These are not the last characters of the account that the key belongs to. Nothing was "
                             "granted. Look the account up at the broker.");
    }
    if (failure.code == "not_signed_in") {
        return LiveMoney::tr("The name, the password or the code is wrong. A code counts once: wait for the next one.");
    }
    if (failure.code == "second_person_missing") {
        return LiveMoney::tr("Another person has the right as well. Both have to say it.");
    }
    if (failure.code == "no_right") {
        return LiveMoney::tr("This person has no right to enable real money: it takes the role Risk.");
    }
    if (failure.code == "step_up_missing") {
        return LiveMoney::tr("This person has no authenticator.");
    }
    if (failure.code == "must_enrol") {
        return LiveMoney::tr("A recovery code was used: a new authenticator comes first.");
    }
    if (failure.code == "vault_locked") {
        return LiveMoney::tr("The vault is locked. Unlock it first.");
    }
    if (failure.code == "key_test_failed") {
        return LiveMoney::tr("The key has not passed its test.");
    }
    const QString what = outsideText(failure.message, 300);
    return failure.hint.empty() ? what
                                : what + LiveMoney::tr(". ", "between two sentences") + outsideText(failure.hint, 200);
}

} // namespace omni::ui::settings
