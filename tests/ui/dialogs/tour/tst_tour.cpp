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
