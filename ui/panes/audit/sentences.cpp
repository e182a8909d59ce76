#include "ui/panes/audit/sentences.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace omni::ui::audit {

namespace {

struct Sentence {
    std::string_view action;
    const char* words; ///< %1 who, %2 what it was done to.
};

/// Untranslated; the translator sees them under "audit".
constexpr Sentence sentences[] = {
    {"order.submit", QT_TRANSLATE_NOOP("audit", "%1 sent the order %2")},
    {"order.cancel", QT_TRANSLATE_NOOP("audit", "%1 cancelled the order %2")},
    {"order.replace", QT_TRANSLATE_NOOP("audit", "%1 changed the order %2")},
    {"order.cancel_external", QT_TRANSLATE_NOOP("audit", "%1 cancelled an order that is not ours: %2")},
    {"order.held_back", QT_TRANSLATE_NOOP("audit", "%1 held %2 back")},
    {"order.settled", QT_TRANSLATE_NOOP("audit", "%1 settled what nobody knew: %2")},
    {"approval.granted", QT_TRANSLATE_NOOP("audit", "%1 approved %2")},
    {"approval.refused", QT_TRANSLATE_NOOP("audit", "%1 rejected %2")},
    {"command.denied", QT_TRANSLATE_NOOP("audit", "%1 was refused what was asked %2")},
    {"desk.mode", QT_TRANSLATE_NOOP("audit", "%1 set the desk to %2")},
    {"limits.changed", QT_TRANSLATE_NOOP("audit", "%1 changed the %2")},
    {"kill.pressed", QT_TRANSLATE_NOOP("audit", "%1 pressed the kill switch: %2")},
    {"kill.latched", QT_TRANSLATE_NOOP("audit", "%1 latched the kill switch: %2")},
    {"kill.reset", QT_TRANSLATE_NOOP("audit", "%1 lifted the kill switch: %2")},
    {"breaker.tripped", QT_TRANSLATE_NOOP("audit", "%1 stopped new orders by the breaker %2")},
    {"breaker.cleared", QT_TRANSLATE_NOOP("audit", "%1 cleared the breaker %2")},
    {"autonomy.granted", QT_TRANSLATE_NOOP("audit", "%1 let it trade without asking: %2")},
    {"autonomy.ended", QT_TRANSLATE_NOOP("audit", "%1 ended trading without asking: %2")},
    {"strategy.switched", QT_TRANSLATE_NOOP("audit", "%1 switched %2")},
    {"books.position_adopted", QT_TRANSLATE_NOOP("audit", "%1 took the broker's position for true: %2")},
    {"books.cash_adopted", QT_TRANSLATE_NOOP("audit", "%1 took the broker's cash for true: %2")},
    {"books.difference_ignored", QT_TRANSLATE_NOOP("audit", "%1 has seen a difference: %2")},
    {"session.start", QT_TRANSLATE_NOOP("audit", "%1 began a session in %2")},
    {"session.end", QT_TRANSLATE_NOOP("audit", "%1 ended the session %2")},
    {"session.failed", QT_TRANSLATE_NOOP("audit", "%1 could not go on with the session: %2")},
    {"line.refused", QT_TRANSLATE_NOOP("audit", "%1 was refused a line by the broker %2")},
    {"trouble.found", QT_TRANSLATE_NOOP("audit", "%1 found trouble %2")},
    {"certificate.refused", QT_TRANSLATE_NOOP("audit", "%1 does not trust the certificate of %2")},
    {"vault.init", QT_TRANSLATE_NOOP("audit", "%1 made the %2")},
    {"vault.open", QT_TRANSLATE_NOOP("audit", "%1 asked for the vault: %2")},
    {"vault.change", QT_TRANSLATE_NOOP("audit", "%1 changed the vault: %2")},
    {"vault.locked", QT_TRANSLATE_NOOP("audit", "%1 locked the vault %2")},
    {"vault.generation", QT_TRANSLATE_NOOP("audit", "%1 knows the vault's %2")},
    {"person.sign_in", QT_TRANSLATE_NOOP("audit", "%1 signed in %2")},
    {"person.sign_out", QT_TRANSLATE_NOOP("audit", "%1 signed out %2")},
    {"person.lock", QT_TRANSLATE_NOOP("audit", "%1 locked the seat %2")},
    {"person.unlock", QT_TRANSLATE_NOOP("audit", "%1 unlocked the seat %2")},
    {"person.step_up", QT_TRANSLATE_NOOP("audit", "%1 showed a fresh code %2")},
    {"account.add", QT_TRANSLATE_NOOP("audit", "%1 added %2")},
    {"account.remove", QT_TRANSLATE_NOOP("audit", "%1 removed the account of %2")},
    {"account.roles", QT_TRANSLATE_NOOP("audit", "%1 changed the roles of %2")},
    {"account.password", QT_TRANSLATE_NOOP("audit", "%1 changed the password of %2")},
    {"account.second_factor", QT_TRANSLATE_NOOP("audit", "%1 set up the second factor of %2")},
    {"account.recovery_codes", QT_TRANSLATE_NOOP("audit", "%1 made new recovery codes for %2")},
    {"account.reset_second_factor", QT_TRANSLATE_NOOP("audit", "%1 took away the second factor of %2")},
    {"account.end_sessions", QT_TRANSLATE_NOOP("audit", "%1 ended the sessions of %2")},
    {"privacy.export", QT_TRANSLATE_NOOP("audit", "%1 exported the personal data of %2")},
    {"privacy.erase", QT_TRANSLATE_NOOP("audit", "%1 erased the personal data of %2")},
    {"record.read", QT_TRANSLATE_NOOP("audit", "%1 looked into the audit record %2")},
    {"record.verified", QT_TRANSLATE_NOOP("audit", "%1 verified the audit record %2")},
    {"record.exported", QT_TRANSLATE_NOOP("audit", "%1 exported the audit record %2")},
    {"record.set_aside", QT_TRANSLATE_NOOP("audit", "%1 set the audit record aside, as %2")},
    {"record.anchored", QT_TRANSLATE_NOOP("audit", "%1 took an anchor of the audit record %2")},
    {"audit.open", QT_TRANSLATE_NOOP("audit", "%1 began to write the audit record %2")},
    {"audit.close", QT_TRANSLATE_NOOP("audit", "%1 closed the audit record %2")},
    {"audit.cut", QT_TRANSLATE_NOOP("audit", "%1 cut a torn end off the audit record: %2")},
    {"audit.anchor", QT_TRANSLATE_NOOP("audit", "%1 took an anchor of the audit record %2")},
};

struct KindInfo {
    const char* key;
    const char* name;
    std::vector<std::string> begins;
};

const KindInfo& infoOf(Kind kind)
{
    static const std::array<KindInfo, kindCount> infos{{
        {"", QT_TRANSLATE_NOOP("audit", "Everything"), {}},
        {"orders", QT_TRANSLATE_NOOP("audit", "Orders"), {"order."}},
        {"decisions", QT_TRANSLATE_NOOP("audit", "Approvals and commands"), {"approval.", "command."}},
        {"stops", QT_TRANSLATE_NOOP("audit", "Stops and breakers"), {"kill.", "breaker.", "command.kill", "desk.mode"}},
        {"limits",
         QT_TRANSLATE_NOOP("audit", "Limits, strategies, books"),
         {"limits.", "autonomy.", "strategy.", "books."}},
        {"people", QT_TRANSLATE_NOOP("audit", "People and sign-in"), {"person.", "account.", "privacy."}},
        {"keys", QT_TRANSLATE_NOOP("audit", "Keys and vault"), {"vault."}},
        {"sessions",
         QT_TRANSLATE_NOOP("audit", "Sessions and lines"),
         {"session.", "line.", "trouble.", "certificate."}},
        {"record", QT_TRANSLATE_NOOP("audit", "The record itself"), {"audit.", "record."}},
    }};
    return infos[static_cast<std::size_t>(kind)];
}

QString tr(const char* words)
{
    return QCoreApplication::translate("audit", words);
}

QString text(std::string_view utf8, const Formats& formats)
{
    return formats.told(outsideText(utf8, 400));
}

/// "reset kill" of "command.reset_kill".
QString wishText(std::string_view action)
{
    QString wish = outsideText(action.substr(std::string_view("command.").size()));
    return wish.replace(u'_', u' ');
}

QString endText(views::AuditEnd end)
{
    switch (end) {
    case views::AuditEnd::Refused:
        return tr(QT_TRANSLATE_NOOP("audit", "refused"));
    case views::AuditEnd::Failed:
        return tr(QT_TRANSLATE_NOOP("audit", "failed"));
    case views::AuditEnd::Begun:
    case views::AuditEnd::Done:
    case views::AuditEnd::Noted:
        return {};
    }
    return tr(QT_TRANSLATE_NOOP("audit", "ended in a way of a later version"));
}

} // namespace

QString nameOf(Kind kind)
{
    return tr(infoOf(kind).name);
}

QString keyOf(Kind kind)
{
    return QString::fromLatin1(infoOf(kind).key);
}

Kind kindOfKey(const QString& key)
{
    for (int i = 0; i < kindCount; ++i) {
        if (!key.isEmpty() && keyOf(static_cast<Kind>(i)) == key) {
            return static_cast<Kind>(i);
        }
    }
    return Kind::All;
}

std::vector<std::string> beginsOf(Kind kind)
{
    return infoOf(kind).begins;
}

QString personText(const std::string& person, const Formats& formats)
{
    constexpr std::string_view numbered = "person:", script = "script:";
    if (person == "owner") {
        return tr(QT_TRANSLATE_NOOP("audit", "owner"));
    }
    if (person == "desk") {
        return tr(QT_TRANSLATE_NOOP("audit", "the desk"));
    }
    if (person == "omnitrade") {
        return tr(QT_TRANSLATE_NOOP("audit", "the program"));
    }
    if (person.empty() || person == "somebody") {
        return tr(QT_TRANSLATE_NOOP("audit", "somebody"));
    }
    if (person.starts_with(numbered)) {
        return tr(QT_TRANSLATE_NOOP("audit", "person %1")).arg(outsideText(person.substr(numbered.size())));
    }
    if (person.starts_with(script)) {
        return tr(QT_TRANSLATE_NOOP("audit", "script of %1"))
            .arg(formats.own(outsideText(person.substr(script.size()))));
    }
    return outsideText(person);
}

QString wayText(views::AuditWay way)
{
    switch (way) {
    case views::AuditWay::Window:
        return tr(QT_TRANSLATE_NOOP("audit", "window"));
    case views::AuditWay::CommandLine:
        return tr(QT_TRANSLATE_NOOP("audit", "command line"));
    case views::AuditWay::ControlApi:
        return tr(QT_TRANSLATE_NOOP("audit", "control API"));
    case views::AuditWay::Hotkey:
        return tr(QT_TRANSLATE_NOOP("audit", "hotkey"));
    case views::AuditWay::Chat:
        return tr(QT_TRANSLATE_NOOP("audit", "chat"));
    case views::AuditWay::Program:
        return {};
    }
    return tr(QT_TRANSLATE_NOOP("audit", "a way of a later version"));
}

QString sentenceOf(const views::AuditRow& row, const Formats& formats)
{
    const std::string_view action = row.action;
    const QString who = personText(row.person, formats);
    const QString what = text(row.object, formats);
    const auto* const found = std::ranges::find(sentences, action, &Sentence::action);
    QString line;
    if (found != std::end(sentences)) {
        line = tr(found->words).arg(who, what).trimmed();
    } else if (action.starts_with("command.")) {
        line = tr(QT_TRANSLATE_NOOP("audit", "%1 asked: %2 %3")).arg(who, wishText(action), what).trimmed();
    } else {
        line = QStringLiteral("%1 · %2 %3").arg(who, outsideText(action), what).trimmed();
    }
    if (line.endsWith(u':')) {
        line.chop(1);
    }
    if (const QString end = endText(row.end); !end.isEmpty()) {
        line = tr(QT_TRANSLATE_NOOP("audit", "%1, %2")).arg(line, end);
    }
    const QString reason = text(row.reason, formats);
    return reason.isEmpty() ? line : tr(QT_TRANSLATE_NOOP("audit", "%1: %2")).arg(line, reason);
}

} // namespace omni::ui::audit
