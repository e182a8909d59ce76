// needs: ui/style Qt6::Widgets
#include "ui/style/control_style.h"
#include "ui/style/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QImage>
#include <QKeyEvent>
#include <QTabBar>
#include <QTest>
#include <QWidget>

using namespace omni::ui;

namespace {

/// How many separate runs of `color` a line of pixels has.
int runsOf(const QColor& color, const QImage& image, int row)
{
    int runs = 0;
    bool isIn = false;
    for (int x = 0; x < image.width(); ++x) {
        const bool is = image.pixelColor(x, row) == color;
        runs += is && !isIn ? 1 : 0;
        isIn = is;
    }
    return runs;
}

} // namespace

class TestControlStyle : public QObject
{
    Q_OBJECT

private slots:
    void underlinesMnemonicsOnlyWhileAltIsHeld()
    {
        QApplication::setStyle(new ControlStyle);
        const auto isUnderlined = [] { return QApplication::style()->styleHint(QStyle::SH_UnderlineShortcut) != 0; };
        QWidget window;
        window.show();
        QVERIFY(!isUnderlined());
        QTest::keyPress(&window, Qt::Key_Alt);
        QVERIFY(isUnderlined());
        QTest::keyRelease(&window, Qt::Key_Alt);
        QVERIFY(!isUnderlined());
    }

    void rowsOfABoxesListAreAsHighAsThoseOfATable()
    {
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 150);
        QWidget window;
        QComboBox box(&window);
        box.addItems({QStringLiteral("Market"), QStringLiteral("Limit")});
        window.show();
        box.showPopup();
        QCOMPARE(box.view()->visualRect(box.model()->index(0, 0)).height(), theme.rowHeight());
        box.hidePopup();
    }

    void aTabWithTheKeyboardHasOneRing()
    {
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        QTabBar bar;
        bar.addTab(QStringLiteral("Chart"));
        bar.addTab(QStringLiteral("Book"));
        bar.show();
        bar.activateWindow();
        bar.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(bar.hasFocus());
        bar.resize(bar.sizeHint());

        const QImage image = bar.grab().toImage();

        // The ring's left side and its right one, and nothing within them.
        const QImage tab = image.copy(bar.tabRect(0));
        QCOMPARE(runsOf(theme.focus(), tab, 6), 2); // above the letters
        qApp->setStyleSheet({});
    }

    void forgetsAltWhenAnotherProgramComesToTheFront()
    {
        QApplication::setStyle(new ControlStyle);
        QWidget window;
        window.show();
        QTest::keyPress(&window, Qt::Key_Alt);
        QApplicationStateChangeEvent gone(Qt::ApplicationInactive);
        QCoreApplication::sendEvent(qApp, &gone);
        QCOMPARE(QApplication::style()->styleHint(QStyle::SH_UnderlineShortcut), 0);
    }
};

QTEST_MAIN(TestControlStyle)
#include "tst_control_style.moc"
