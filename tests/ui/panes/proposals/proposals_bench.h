// The pane of proposals over a desk that a real engine keeps, with a hand on its clock.

#pragma once

#include "tests/support/engine_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/panes/proposals/view.h"
#include "ui/style/theme.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/formats.h"

#include <QLabel>
#include <QTest>

#include <memory>

namespace omni::ui::proposals {

using omni::testing::EngineTerminal;

struct Bench {
    explicit Bench(events::SessionStarted session = test::aSession())
        : terminal(test::TestDesk::armed(session))
        , link(terminal)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        view = std::make_unique<View>(PaneContext{link, commands, theme, formats, groups, requests}, nullptr,
                                      [this] { return ms; });
        view->resize(424, 860);
        view->show();
        link.poll();
    }
    ProposalId propose()
    {
        const ProposalId id = terminal.act([](test::TestDesk& d) { return d.proposeBuy(); });
        link.poll();
        return id;
    }
    void act(const QString& key)
    {
        commands.find(key)->trigger();
        link.poll();
    }
    void pass(Duration span)
    {
        terminal.act([&](test::TestDesk& d) {
            d.pass(span);
            d.apply(events::TimerFired{});
        });
        link.poll();
    }
    QueueModel& queue() const
    {
        return *view->findChild<QueueModel*>();
    }
    bool shows(const QString& text) const
    {
        for (const auto* label : view->findChildren<QLabel*>()) {
            if (label->isVisibleTo(view.get()) && label->text().contains(text)) {
                return true;
            }
        }
        return false;
    }
    DecisionButton* button(const QString& words) const
    {
        for (auto* one : view->findChildren<DecisionButton*>()) {
            if (one->accessibleName() == words) {
                return one;
            }
        }
        return nullptr;
    }

    std::int64_t ms = 0;
    EngineTerminal terminal;
    EngineLink link;
    Theme theme;
    Formats formats;
    CommandRegistry commands;
    LinkGroups groups;
    PaneRequests requests;
    std::unique_ptr<View> view;
};

} // namespace omni::ui::proposals
