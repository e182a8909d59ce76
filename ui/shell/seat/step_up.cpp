#include "ui/shell/seat/step_up.h"

#include "core/host/runtime/seat/seat_link.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/sign_in/code_dialog.h"

#include <utility>
#include <variant>

namespace omni::ui {

namespace {

QString questionOf(const events::Wish& wish)
{
    if (std::holds_alternative<events::Approve>(wish)) {
        return StepUp::tr("Approving this proposal takes a fresh code: it is a LIVE account.");
    }
    if (std::holds_alternative<events::ResetKill>(wish) || std::holds_alternative<events::ClearBreaker>(wish)) {
        return StepUp::tr("Resetting a switch takes a fresh code: it is a LIVE account.");
    }
    if (std::holds_alternative<events::SetMode>(wish)) {
        return StepUp::tr("Arming takes a fresh code: it is a LIVE account.");
    }
    if (std::holds_alternative<events::SetLimits>(wish)) {
        return StepUp::tr("Other limits take a fresh code: it is a LIVE account.");
    }
    return StepUp::tr("This takes a fresh code: it is a LIVE account.");
}

} // namespace

StepUp::StepUp(EngineLink& engine, const Theme& theme, std::function<QWidget*()> parent, QObject* owner)
    : QObject(owner)
    , m_engine(engine)
    , m_theme(theme)
    , m_parent(std::move(parent))
{
    connect(&engine, &EngineLink::noticed, this, &StepUp::onNotice);
    connect(&engine, &EngineLink::restarted, this, [this] {
        m_last.reset();
        m_waiting.clear();
        if (m_dialog) {
            m_dialog->reject();
        }
    });
}

void StepUp::onNotice(const runtime::Notice& notice)
{
    if (const auto* event = std::get_if<events::Event>(&notice.what)) {
        const auto* command = std::get_if<events::Command>(event);
        const bool isOurs
            = command != nullptr && command->path == risk::EntryPath::Gui && command->by == m_engine.self();
        m_last = isOurs ? std::optional(std::pair(notice.stamp.seq, *command)) : std::nullopt;
        return;
    }
    const auto* denied = std::get_if<events::CommandDenied>(&std::get<events::Fact>(notice.what));
    const bool isForCode = denied != nullptr && denied->why == events::Denial::StepUpMissing && m_last
        && m_last->first == notice.stamp.seq && m_engine.desk().environment == orders::Environment::Live;
    if (isForCode) {
        ask(std::exchange(m_last, std::nullopt)->second);
    }
}

void StepUp::ask(const events::Command& command)
{
    auto* const seat = m_engine.terminal().seat();
    if (seat == nullptr || seat->view().state != views::SeatState::SignedIn) {
        return;
    }
    m_waiting.push_back(command);
    if (m_dialog) { // one code for all that was asked for in one breath
        return;
    }
    m_dialog = new sign_in::CodeDialog(m_engine, m_theme, sign_in::CodeDialog::Asks::FreshCode,
                                       questionOf(command.what), m_parent());
    connect(m_dialog, &QDialog::accepted, this, [this] {
        for (const events::Command& one : std::exchange(m_waiting, {})) {
            m_engine.again(one);
        }
    });
    connect(m_dialog, &QDialog::rejected, this, [this] { m_waiting.clear(); });
    m_dialog->open();
}

} // namespace omni::ui
