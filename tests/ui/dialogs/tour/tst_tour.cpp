// needs: ui/dialogs/tour ui/style Qt6::Widgets

#include "ui/dialogs/tour/tour.h"
#include "ui/style/theme.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace omni::ui;

namespace {

struct Bench {
    Bench()
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        window.resize(1'180, 720);
        window.show();
        tour = new Tour(&window, theme,
                        {{[this] { return words + QStringLiteral(" one"); }, {}},
                         {[this] { return words + QStringLiteral(" two"); }, {}}});
    }
    bool shows(const QString& text) const
    {
        const auto labels = tour->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == text; });
    }
    Theme theme;
    QString words = QStringLiteral("card");
    QWidget window;
    QPointer<Tour> tour;
};

} // namespace

class TestTour : public QObject
{
    Q_OBJECT

private slots:
    void goesThroughItsCardsAndEnds()
    {
        Bench bench;
        QSignalSpy finished(bench.tour, &Tour::finished);
        QVERIFY(bench.shows(QStringLiteral("card one")));

        bench.tour->next();
        QVERIFY(bench.shows(QStringLiteral("card two")));
        QVERIFY(bench.shows(QStringLiteral("2 of 2")));

        bench.tour->next();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.front().front().toBool(), true);
    }

    // "Each points at the real control": the arrow ends beside it, wherever it stands, and the card is in the window.
    void theArrowEndsAtTheControl_data()
    {
        QTest::addColumn<QRect>("control");
        QTest::addColumn<bool>("isPointedAt");
        QTest::newRow("a strip above") << QRect(0, 30, 1'180, 46) << true;
        QTest::newRow("in the corner") << QRect(1'080, 34, 100, 30) << true;
        QTest::newRow("a pane to the right") << QRect(800, 80, 380, 600) << true;
        QTest::newRow("a button at the bottom") << QRect(600, 690, 80, 28) << true;
        QTest::newRow("where neither below nor left has room") << QRect(0, 80, 300, 600) << false;
    }
    void theArrowEndsAtTheControl()
    {
        QFETCH(QRect, control);
        QFETCH(bool, isPointedAt);
        for (const int percent : {100, 150}) {
            Bench bench;
            QWidget part(&bench.window);
            part.setGeometry(control);
            part.show();
            bench.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, percent);
            Tour tour(&bench.window, bench.theme,
                      {{[] { return QStringLiteral("This one."); }, [&part] { return &part; }}});
            QVERIFY(bench.window.rect().contains(tour.geometry()));
            if (percent == 100) {
                QCOMPARE(tour.arrowTip().x() >= 0, isPointedAt);
            }
            if (tour.arrowTip().x() < 0) {
                continue;
            }
            QVERIFY(!tour.geometry().intersects(control)); // it never covers what it shows
            const QRect near = control.adjusted(-6, -6, 6, 6);
            const QPoint tip = tour.pos() + tour.arrowTip();
            QVERIFY2(near.contains(tip)
                         || (near.left() <= tip.x() + 40 && near.right() >= tip.x() - 40 && near.bottom() >= tip.y()),
                     qPrintable(QStringLiteral("%1 %2").arg(tip.x()).arg(tip.y())));
            const QImage image = tour.grab().toImage();
            const QPoint inside = tour.arrowTip() + (tour.arrowTip().y() == 0 ? QPoint(0, 5) : QPoint(-5, 0));
            QCOMPARE(image.pixelColor(inside * image.devicePixelRatio()), bench.theme.color(Token::Panel));
        }
    }

    void anotherLanguageTellsTheSameCardAnew()
    {
        Bench bench;
        bench.tour->next();
        bench.words = QStringLiteral("Karte");

        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(bench.tour, &language);

        QCOMPARE(bench.tour->card(), 1);
        QVERIFY(bench.shows(QStringLiteral("Karte two")));
        QCOMPARE(bench.tour->accessibleDescription(), QStringLiteral("Karte two"));
    }

    void anotherScaleMakesItLargerAndKeepsItInTheWindow()
    {
        Bench bench;
        const int before = bench.tour->width();

        bench.theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 200);

        QCOMPARE(bench.tour->width(), 2 * before);
        QVERIFY(bench.window.rect().contains(bench.tour->geometry()));
    }
};

QTEST_MAIN(TestTour)
#include "tst_tour.moc"
