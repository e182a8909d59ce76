// A pane over a desk that a real engine keeps, with a hand on its clock, and the rest of a window around it.

#pragma once

#include "tests/support/engine_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/pane.h"
#include "ui/style/theme.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/formats.h"

#include <QLabel>

#include <cstdint>
#include <memory>
#include <utility>

namespace omni::testing {

/// `View` takes what a pane needs, its parent, and a clock of milliseconds.
template<class View> struct EnginePane {
    EnginePane(test::TestDesk armed, std::int64_t now)
        : ms(now)
        , terminal(std::move(armed))
        , link(terminal)
    {
        theme.apply(ui::ThemeKind::Dark, ui::UpDownSet::TealOrange, 100);
    }
    void show(QSize size)
    {
        view = std::make_unique<View>(ui::PaneContext{link, commands, theme, formats, groups, requests}, nullptr,
                                      [this] { return ms; });
        view->resize(size);
        view->show();
    }
    [[nodiscard]] bool shows(const QString& text) const
    {
        for (const auto* label : view->template findChildren<QLabel*>()) {
            if (label->isVisibleTo(view.get()) && label->text().contains(text)) {
                return true;
            }
        }
        return false;
    }
    /// Null: there is none of these words.
    [[nodiscard]] ui::DecisionButton* button(const QString& words) const
    {
        for (auto* one : view->template findChildren<ui::DecisionButton*>()) {
            if (one->accessibleName() == words) {
                return one;
            }
        }
        return nullptr;
    }

    std::int64_t ms;
    EngineTerminal terminal;
    ui::EngineLink link;
    ui::Theme theme;
    ui::Formats formats;
    ui::CommandRegistry commands;
    ui::LinkGroups groups;
    ui::PaneRequests requests;
    std::unique_ptr<View> view;
};

} // namespace omni::testing
