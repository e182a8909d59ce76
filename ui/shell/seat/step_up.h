// Where the desk refuses somebody's word in LIVE for want of a fresh code, asks for the code in place and gives the
// same word again. In DEMO and PAPER the typed sentence stays what is asked for.

#pragma once

#include "core/desk/events/command.h"
#include "core/host/runtime/link.h"
#include "ui/style/theme.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>
#include <vector>

class QDialog;

namespace omni::ui {

class EngineLink;

class StepUp final : public QObject
{
    Q_OBJECT

public:
    /// `parent`: over what the question opens, asked for then.
    StepUp(EngineLink& engine, const Theme& theme, std::function<QWidget*()> parent, QObject* owner);

private:
    void onNotice(const runtime::Notice& notice);
    void ask(const events::Command& command);

    EngineLink& m_engine;
    const Theme& m_theme;
    std::function<QWidget*()> m_parent;
    std::optional<std::pair<Sequence, events::Command>> m_last; ///< Of the window, as the desk has heard it.
    std::vector<events::Command> m_waiting; ///< For the code, in their order.
    QPointer<QDialog> m_dialog;
};

} // namespace omni::ui
