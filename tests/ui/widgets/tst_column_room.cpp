// needs: ui/widgets Qt6::Widgets
#include "core/base/seeded_random.h"
#include "ui/widgets/column_room.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

#include <limits>
#include <numeric>

using namespace omni;
using namespace omni::ui;

namespace {

int sum(const QList<int>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0);
}

/// A table of three columns that want 100, 50 and 50.
struct Shown {
    explicit Shown(int width)
        : model(5, 3)
    {
        view.setModel(&model);
        view.verticalHeader()->hide();
        view.setFrameShape(QFrame::NoFrame);
        room = new ColumnRoom(view, [](int column) { return column == 0 ? 100 : 50; });
        view.resize(width, 120);
        view.show();
        room->share();
    }
    [[nodiscard]] QList<int> widths() const
    {
        return {view.columnWidth(0), view.columnWidth(1), view.columnWidth(2)};
    }

    QStandardItemModel model;
    QTableView view;
    ColumnRoom* room;
};

} // namespace

class TestColumnRoom : public QObject
{
    Q_OBJECT

private slots:
    void roomGoesByTheWidths()
    {
        QCOMPARE(sharedWidths({100, 50, 50}, 400), QList<int>({200, 100, 100}));
        QCOMPARE(sharedWidths({100, 50, 50}, 201), QList<int>({100, 50, 51}));
    }

    void nobodyGetsLessThanItWants()
    {
        QCOMPARE(sharedWidths({100, 50, 50}, 199), QList<int>({100, 50, 50}));
        QCOMPARE(sharedWidths({100, 50, 50}, -3), QList<int>({100, 50, 50}));
        QCOMPARE(sharedWidths({}, 500), QList<int>());
        QCOMPARE(sharedWidths({0, 0}, 500), QList<int>({0, 0}));
    }

    void allOfItIsUsedAndNoColumnShrinks()
    {
        SeededRandom random(11);
        for (int i = 0; i < 5'000; ++i) {
            QList<int> wanted;
            for (std::uint64_t n = 1 + random.next() % 14; n > 0; --n) {
                wanted.push_back(static_cast<int>(24 + random.next() % 400));
            }
            const int room = static_cast<int>(random.next() % 6'000);

            const QList<int> shared = sharedWidths(wanted, room);

            QCOMPARE(sum(shared), std::max(sum(wanted), room));
            for (qsizetype c = 0; c < wanted.size(); ++c) {
                QVERIFY(shared[c] >= wanted[c]);
            }
        }
        const int most = std::numeric_limits<int>::max();
        QCOMPARE(sharedWidths({most / 2, 1}, most), QList<int>({most - 2, 2}));
    }

    void whatMayBeCutGivesWayBeforeTheTableScrolls()
    {
        QCOMPARE(sharedWidths({200, 100, 50}, 280, {100, 60, 50}), QList<int>({150, 80, 50}));
        QCOMPARE(sharedWidths({200, 100, 50}, 210, {100, 60, 50}), QList<int>({100, 60, 50}));
        QCOMPARE(sharedWidths({200, 100, 50}, 1, {100, 60, 50}), QList<int>({100, 60, 50}));
        SeededRandom random(12);
        for (int i = 0; i < 5'000; ++i) {
            QList<int> wanted, leasts;
            for (std::uint64_t n = 1 + random.next() % 14; n > 0; --n) {
                wanted.push_back(static_cast<int>(24 + random.next() % 400));
                leasts.push_back(static_cast<int>(random.next() % static_cast<std::uint64_t>(wanted.back() + 1)));
            }
            const int room = static_cast<int>(random.next() % static_cast<std::uint64_t>(sum(wanted)));
            const QList<int> shared = sharedWidths(wanted, room, leasts);
            QCOMPARE(sum(shared), std::max(sum(leasts), room));
            for (qsizetype c = 0; c < wanted.size(); ++c) {
                QVERIFY(shared[c] >= leasts[c] && shared[c] <= wanted[c]);
            }
        }
    }

    void aWiderTableHasWiderColumns()
    {
        Shown shown(400);
        QCOMPARE(sum(shown.widths()), shown.view.viewport()->width());
        shown.view.resize(600, 120);
        QCoreApplication::processEvents();
        QCOMPARE(sum(shown.widths()), shown.view.viewport()->width());
        shown.view.resize(150, 120);
        QCoreApplication::processEvents();
        QCOMPARE(shown.widths(), QList<int>({100, 50, 50}));
    }

    void aHiddenColumnLeavesItsRoomToTheOthers()
    {
        Shown shown(400);
        shown.view.setColumnHidden(0, true);
        shown.room->share();
        QVERIFY(!shown.room->isKept());
        QCOMPARE(shown.view.columnWidth(1) + shown.view.columnWidth(2), shown.view.viewport()->width());
    }

    void aPaneThatSharesTheRoomItselfIsLeftAlone()
    {
        Shown shown(400);
        shown.room->leave();
        QCOMPARE(shown.widths(), QList<int>({100, 50, 50}));
        shown.view.resize(900, 120);
        QCoreApplication::processEvents();
        QCOMPARE(shown.widths(), QList<int>({100, 50, 50}));
    }

    void whatAHandHasDrawnStays()
    {
        Shown shown(400);
        shown.view.horizontalHeader()->resizeSection(1, 77);
        QVERIFY(shown.room->isKept());
        shown.view.resize(900, 120);
        QCoreApplication::processEvents();
        QCOMPARE(shown.view.columnWidth(1), 77);
    }
};

QTEST_MAIN(TestColumnRoom)
#include "tst_column_room.moc"
