#include "ui/panes/ticket/sending.h"

#include "core/desk/events/principals.h"
#include "ui/bridge/engine_link.h"

namespace omni::ui::ticket {

Sending::Sending(EngineLink& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
    connect(&engine, &EngineLink::noticed, this, &Sending::take);
    connect(&engine, &EngineLink::frame, this, [this] {
        if (m_stage == Stage::Sent) {
            m_follower.take(m_engine.desk());
            emit changed();
        }
    });
    const auto beginAnew = [this] {
        m_follower.clear();
        go(Stage::Editing);
    };
    connect(&engine, &EngineLink::restarted, this, beginAnew);
    connect(&engine, &EngineLink::fellBehind, this, beginAnew); // the answer may have been among what was left out
}

void Sending::go(Stage stage)
{
    m_stage = stage;
    emit changed();
}

void Sending::ask(const events::PlaceOrder& order)
{
    if (m_stage == Stage::Sending || m_stage == Stage::Confirming) {
        return;
    }
    m_order = order;
    m_refusal.reset();
    m_denial.reset();
    m_follower.clear();
    m_isExit = false;
    go(Stage::Confirming);
}

bool Sending::confirm()
{
    if (m_stage != Stage::Confirming) {
        return false;
    }
    m_stage = Stage::Sending; // before it leaves: a second press finds nothing to confirm
    m_command.reset();
    if (!m_engine.send(m_order)) {
        go(Stage::Refused);
        return false;
    }
    emit changed();
    return true;
}

void Sending::back()
{
    if (m_stage != Stage::Sending) {
        go(Stage::Editing);
    }
}

void Sending::take(const runtime::Notice& notice)
{
    if (const auto* fact = std::get_if<events::Fact>(&notice.what)) {
        takeFact(notice.stamp, *fact);
        return;
    }
    const auto& event = std::get<events::Event>(notice.what);
    if (const auto* command = std::get_if<events::Command>(&event)) {
        const auto* place = std::get_if<events::PlaceOrder>(&command->what);
        const bool isOurs = m_stage == Stage::Sending && place && *place == m_order && events::isPerson(command->by);
        m_command = isOurs ? std::optional(notice.stamp.seq) : std::nullopt;
    } else if (m_follower.take(event)) {
        emit changed();
    }
}

void Sending::takeFact(const Stamp& stamp, const events::Fact& fact)
{
    if (!m_command || *m_command != stamp.seq) {
        return;
    }
    if (const auto* planned = std::get_if<events::OrderPlanned>(&fact)) {
        if (planned->ticket.origin == orders::Origin::Human && !planned->ticket.parent) {
            m_follower.begin(planned->ticket, stamp.wall);
            go(Stage::Sent);
        }
    } else if (std::holds_alternative<events::ExitWanted>(fact)
               || std::holds_alternative<events::PartialExitWanted>(fact)) {
        m_isExit = true;
        go(Stage::Sent);
    } else if (const auto* refused = std::get_if<events::OrderRefused>(&fact)) {
        m_refusal = refused->refusal;
        go(Stage::Refused);
    } else if (const auto* denied = std::get_if<events::CommandDenied>(&fact)) {
        m_denial = denied->why;
        go(Stage::Refused);
    }
}

} // namespace omni::ui::ticket
