// needs: ui/panes tests/support/fake_terminal Qt6::Widgets
#include "tests/support/pane_bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using omni::testing::PaneBench;

namespace {

/// Counts the frames it was given, and has a number for its tab.
class Counting final : public Pane
{
public:
    using Pane::Pane;

    [[nodiscard]] int badge() const override
    {
        return number;
    }
    [[nodiscard]] Slows slows() const noexcept override
    {
        return slowsAs;
    }
    int number = -1;
    int frames = 0;
    Slows slowsAs = Slows::Never;

protected:
    void onFrame() override
    {
        ++frames;
    }
    void onRestart() override
    {
        number = -1;
    }
};

} // namespace

class TestPane : public QObject
{
    Q_OBJECT

private slots:
    void tellsItsNumberAlsoWhileItIsBehindOthers()
    {
        PaneBench bench;
        auto& pane = bench.open<Counting>();
        pane.hide();
        const int frames = pane.frames;
        QSignalSpy changed(&pane, &Pane::badgeChanged);

        pane.number = 5;
        bench.frame();

        QCOMPARE(changed.count(), 1);
        QCOMPARE(pane.frames, frames); // nothing is laid out that nobody sees
    }

    void tellsItOnceAndOnlyWhenItIsAnother()
    {
        PaneBench bench;
        auto& pane = bench.open<Counting>();
        QSignalSpy changed(&pane, &Pane::badgeChanged);
        pane.number = 2;
        for (int i = 0; i < 5; ++i) {
            bench.frame();
        }
        QCOMPARE(changed.count(), 1);
        pane.number = 3;
        bench.frame();
        QCOMPARE(changed.count(), 2);
    }

    void oneThatSlowsDownIsGivenItsTurnsOnlyAndOneThatNeverDoesEachPicture()
    {
        for (const Slows what : {Slows::First, Slows::Next, Slows::Never}) {
            PaneBench bench;
            auto& pane = bench.open<Counting>();
            bench.link.setFrameRate(60);
            pane.slowsAs = what;
            bench.link.setRate(Slows::First, 10);
            bench.link.setRate(Slows::Next, 30);
            const int before = pane.frames;

            for (int i = 0; i < 60; ++i) {
                bench.terminal.nowShown = bench.terminal.nowShown + microseconds(16'667);
                bench.terminal.show(views::DeskSnapshot{});
                bench.link.poll();
            }

            QCOMPARE(pane.frames - before, what == Slows::First ? 10 : what == Slows::Next ? 30 : 60);
        }
    }

    void oneThatIsBehindOthersTakesNoTurn()
    {
        PaneBench bench;
        auto& pane = bench.open<Counting>();
        pane.slowsAs = Slows::First;
        pane.hide();
        const int before = pane.frames;
        bench.frame();
        QCOMPARE(pane.frames, before);
    }

    void anotherSessionTakesItAway()
    {
        PaneBench bench;
        auto& pane = bench.open<Counting>();
        pane.number = 2;
        bench.frame();
        pane.hide();
        QSignalSpy changed(&pane, &Pane::badgeChanged);

        bench.terminal.restart();
        bench.link.poll();

        QCOMPARE(pane.badge(), -1);
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_MAIN(TestPane)
#include "tst_pane.moc"
