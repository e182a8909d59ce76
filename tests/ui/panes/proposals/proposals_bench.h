// The pane of proposals over a desk that a real engine keeps, with a hand on its clock.

#pragma once

#include "tests/support/engine_pane.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/panes/proposals/view.h"

#include <QTest>

namespace omni::ui::proposals {

using omni::testing::EngineTerminal;

struct Bench : omni::testing::EnginePane<View> {
    explicit Bench(events::SessionStarted session = test::aSession())
        : EnginePane(test::TestDesk::armed(session), 0)
    {
        show({424, 860});
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
};

} // namespace omni::ui::proposals
