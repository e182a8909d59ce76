// A review on a clock of the test's own, before a real engine with a proposal that waits.

#pragma once

#include "core/desk/views/assessment.h"
#include "tests/support/engine_terminal.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/review/state_bar.h"
#include "ui/style/theme.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/reason_bars.h"
#include "ui/widgets/waterfall.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace omni::test_review {

using namespace omni::ui;
using namespace omni::ui::review;
using omni::testing::EngineTerminal;

/// A real engine, a proposal that waits, its review open on a clock of the test's own.
struct Desk {
    explicit Desk(events::SessionStarted session = test::aSession())
        : terminal(test::TestDesk::armed(session))
        , link(terminal)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        dialog = std::make_unique<ReviewDialog>(link, theme, formats, nullptr, [this] { return ms; });
    }
    ProposalId propose()
    {
        const ProposalId id = terminal.act([](test::TestDesk& d) { return d.proposeBuy(); });
        link.poll();
        return id;
    }
    /// The review of a new proposal, open for `afterMs`.
    ProposalId open(std::int64_t afterMs = 2'500)
    {
        const ProposalId id = propose();
        dialog->review(id);
        wait(afterMs);
        tickAll();
        return id;
    }
    void wait(std::int64_t more)
    {
        ms += more;
        dialog->refresh();
    }
    void tickAll()
    {
        for (std::size_t i = 0; i < warnings().size(); ++i) {
            press(Qt::Key_W);
        }
    }
    std::vector<risk::Rule> warnings() const
    {
        return dialog->model().warnings();
    }
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(dialog.get(), static_cast<Qt::Key>(key), modifiers);
    }
    void approve()
    {
        press(Qt::Key_Return, Qt::ControlModifier);
    }
    void quote(std::int64_t bid, std::int64_t ask)
    {
        terminal.act([&](test::TestDesk& d) { d.quote(bid, ask); });
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
    Step step() const
    {
        return dialog->model().step();
    }
    DecisionButton* button(const QString& words) const
    {
        for (auto* one : dialog->findChildren<DecisionButton*>()) {
            if (one->accessibleName() == words) {
                return one;
            }
        }
        return nullptr;
    }
    QString said() const
    {
        return dialog->findChild<StateBar*>()->text();
    }

    std::int64_t ms = 0;
    EngineTerminal terminal;
    EngineLink link;
    Theme theme;
    Formats formats;
    std::unique_ptr<ReviewDialog> dialog;
};

inline bool has(const QStringList& words, const QString& part)
{
    return std::any_of(words.begin(), words.end(), [&](const QString& line) { return line.contains(part); });
}

} // namespace omni::test_review
