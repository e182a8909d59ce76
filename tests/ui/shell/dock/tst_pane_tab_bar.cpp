// needs: ui/shell ui/style Qt6::Widgets
#include "ui/shell/dock/pane_tab_bar.h"
#include "ui/style/theme.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;

class TestPaneTabBar : public QObject
{
    Q_OBJECT

private slots:
    // "Protokoll" of a bottom pane at 1180 x 720 lay below invisible arrows, and "Ausführungen" was cut.
    void tabsGiveUpEdgesThenCountsThenTheLongestNamesAndAllStayInReach()
    {
        Theme theme;
        PaneTabBar bar(theme, nullptr);
        const QFontMetrics metrics(theme.font(TextSize::Body, QFont::Medium));
        int names = 0;
        for (const QString& name :
             {QStringLiteral("Positionen"), QStringLiteral("Orders"), QStringLiteral("Ausführungen"),
              QStringLiteral("Strategien"), QStringLiteral("Protokoll")}) {
            bar.addTab(name);
            bar.setBadge(bar.count() - 1, 12, false);
            names += metrics.horizontalAdvance(name);
        }
        bar.show();
        const auto shows = [&](int tab) { // its name, all of it
            return bar.tabRect(tab).width() >= metrics.horizontalAdvance(bar.tabText(tab)) + 2 * theme.px(4);
        };
        const int whole = bar.sizeHint().width();
        const int bare = names + 5 * 2 * theme.px(4);
        for (const int width : {whole, whole - 10, whole - 60, (whole + bare) / 2, bare, bare - 20, bare - 60}) {
            bar.resize(width, 28);
            QCoreApplication::processEvents();
            int end = 0;
            for (int tab = 0; tab < bar.count(); ++tab) {
                const QRect place = bar.tabRect(tab);
                QVERIFY2(place.left() >= end && place.right() < width, qPrintable(bar.tabText(tab)));
                QVERIFY(place.width() >= 24);
                QCOMPARE(bar.tabAt(place.center()), tab);
                QVERIFY2(width < bare || shows(tab), qPrintable(bar.tabText(tab)));
                end = place.right() + 1;
            }
            QVERIFY(end > width - 8);
            QVERIFY(shows(1)); // the longest names give way first
        }
        QVERIFY(!shows(2));
    }
};

QTEST_MAIN(TestPaneTabBar)
#include "tst_pane_tab_bar.moc"
