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
    // "Protokoll" of a bottom pane at 1180 x 720 lay below invisible arrows.
    void tabsThatDoNotFitAreCutAndAllStayInReach()
    {
        Theme theme;
        PaneTabBar bar(theme, nullptr);
        for (const QString& name :
             {QStringLiteral("Positionen"), QStringLiteral("Orders"), QStringLiteral("Ausführungen"),
              QStringLiteral("Strategien"), QStringLiteral("Protokoll")}) {
            bar.addTab(name);
            bar.setBadge(bar.count() - 1, 12, false);
        }
        bar.show();
        const int whole = bar.sizeHint().width();
        bar.resize(whole, 28);
        QCoreApplication::processEvents();
        const int orders = bar.tabRect(1).width();
        for (const int width : {whole, whole - 10, whole - 60}) {
            bar.resize(width, 28);
            QCoreApplication::processEvents();
            int end = 0;
            for (int tab = 0; tab < bar.count(); ++tab) {
                const QRect place = bar.tabRect(tab);
                QVERIFY2(place.left() >= end && place.right() < width, qPrintable(bar.tabText(tab)));
                QVERIFY(place.width() >= 24);
                QCOMPARE(bar.tabAt(place.center()), tab);
                end = place.right() + 1;
            }
            // The longest names give way first.
            QCOMPARE(bar.tabRect(1).width(), orders);
            QVERIFY(end > width - 8);
        }
    }
};

QTEST_MAIN(TestPaneTabBar)
#include "tst_pane_tab_bar.moc"
