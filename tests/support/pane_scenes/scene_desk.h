// A day at a desk for pictures: an engine that was driven by hand, the notices of it, and rows of a past.
//
// Three instruments, a position with its stop and target, one short, an entry that rests, a proposal that waits. Alike
// in every run: nothing is drawn at random but the bars, from a fixed seed.

#pragma once

#include "core/host/runtime/link.h"
#include "tests/support/test_desk.h"

#include <memory>
#include <string>
#include <vector>

namespace omni::testing {

class FakeTerminal;

class SceneDesk
{
public:
    /// Armed, nothing held, nothing waits.
    explicit SceneDesk(const events::SessionStarted& started = twoStrategies());
    SceneDesk(const SceneDesk&) = delete;
    SceneDesk& operator=(const SceneDesk&) = delete;

    [[nodiscard]] static events::SessionStarted twoStrategies();

    /// Positions, orders, a proposal.
    void trade();
    /// No quote arrives for that long.
    void fallSilent(Duration span);
    /// The switch, at its usual level, by the owner. The venue has not confirmed the cancels.
    void stop();
    /// It confirms them.
    void confirmCancels();

    /// What the engine shows now, and the notices since the last call.
    void show(FakeTerminal& terminal);
    /// Trades, fills, notes and equity of the days before.
    void showPast(FakeTerminal& terminal) const;
    /// More fills than a pane asks for at once.
    void showLongPast(FakeTerminal& terminal) const;
    /// Prices of the day and minute bars of the first instrument.
    void showMarket(FakeTerminal& terminal) const;

    test::TestDesk desk;

private:
    void quoteAll();

    std::vector<runtime::Notice> m_notices;
};

} // namespace omni::testing
