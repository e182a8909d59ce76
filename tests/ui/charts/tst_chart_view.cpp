// needs: ui/charts ui/style ui/widgets Qt6::Widgets
#include "tests/support/made_bars.h"
#include "ui/charts/chart_view.h"
#include "ui/widgets/formats.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <memory>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

namespace {

/// A chart of 800 x 500 with what a test gives it.
struct Shown {
    Theme theme;
    Formats formats;
    std::unique_ptr<ChartView> view;

    explicit Shown(Decimal tickSize = {1, -2})
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        view = std::make_unique<ChartView>(theme, formats);
        view->resize(800, 500);
        view->setInstrument(instrumentWith(tickSize));
        view->show();
    }
    QImage grab()
    {
        return view->grab().toImage().convertToFormat(QImage::Format_RGB32);
    }
    [[nodiscard]] QStringList texts() const
    {
        return view->live().texts();
    }
};

ChartLine aStop()
{
    ChartLine line;
    line.kind = LineKind::Stop;
    line.order = OrderId{7};
    line.side = Side::Sell;
    line.price = Ticks{9'990};
    line.label = QStringLiteral("Stop 99.90");
    line.canDrag = true;
    return line;
}

ChartScene aScene()
{
    ChartScene scene;
    scene.last = Ticks{10'100};
    scene.lines = {aStop()};
    return scene;
}

QPoint gripOf(const ChartView& view)
{
    return view.live().labelOf(0).center().toPoint();
}

} // namespace

class TestChartView : public QObject
{
    Q_OBJECT

private slots:
    // --- the picture ---
    // Bodies from 100 to 101; the middle of each is inside.
    void risingCandlesAreHollowAndFallingOnesFilled()
    {
        Shown shown;
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        const QImage image = shown.grab();
        const ChartPicture& picture = shown.view->picture();
        const auto inside = [&](double index) {
            return QColor(image.pixel(static_cast<int>(picture.time().xOf(index + 0.5)) - 1,
                                      static_cast<int>(picture.price().yOf(10'050)) + 3));
        };
        const auto edge = [&](double index) {
            return QColor(image.pixel(static_cast<int>(picture.time().xOf(index + 0.5)),
                                      static_cast<int>(std::lround(picture.price().yOf(10'100)))));
        };

        QCOMPARE(inside(38), shown.theme.color(Token::Panel));
        QCOMPARE(edge(38), shown.theme.color(Token::Up));
        QCOMPARE(inside(39), shown.theme.color(Token::Down));
    }

    void theFilledStyleFillsAll()
    {
        Shown shown;
        ChartLook look;
        look.style = ChartStyle::Filled;
        shown.view->setLook(look);
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        const QImage image = shown.grab();
        const ChartPicture& picture = shown.view->picture();

        QCOMPARE(QColor(image.pixel(static_cast<int>(picture.time().xOf(38.5)) - 1,
                                    static_cast<int>(picture.price().yOf(10'050)) + 3)),
                 shown.theme.color(Token::Up));
    }

    void paintsTheSamePictureForTheSameBars()
    {
        SeededRandom random(41);
        const auto bars = drawnBars(random, 5'000);
        Shown one;
        Shown two;
        one.view->setSeries(seriesFrom(bars, true));
        for (std::size_t count = 4'990; count <= 5'000; ++count) {
            two.view->setSeries(seriesFrom({bars.begin(), bars.begin() + static_cast<std::ptrdiff_t>(count)}, true));
            two.grab();
        }

        QCOMPARE(one.grab(), two.grab());
    }

    void everyStyleAndScaleIsPaintedInBothThemes()
    {
        SeededRandom random(42);
        Shown shown;
        shown.view->setSeries(seriesFrom(drawnBars(random, 30'000), true));
        for (const ThemeKind kind : {ThemeKind::Dark, ThemeKind::Light, ThemeKind::HighContrast}) {
            shown.theme.apply(kind, UpDownSet::TealOrange, kind == ThemeKind::Light ? 150 : 100);
            for (const ChartStyle style :
                 {ChartStyle::Candles, ChartStyle::Filled, ChartStyle::HeikinAshi, ChartStyle::Line}) {
                for (int zoom = 0; zoom < 3; ++zoom) {
                    ChartLook look;
                    look.style = style;
                    look.isLog = zoom == 1;
                    shown.view->setLook(look);
                    for (int i = 0; i < 12; ++i) {
                        shown.view->zoomOut();
                    }
                    QVERIFY(!shown.grab().isNull());
                }
                shown.view->showLast();
            }
        }
    }

    void staysStillWhenNothingChanges()
    {
        Shown shown;
        shown.view->setSeries(seriesFrom(zigzag(40), true));
        shown.grab();
        ChartPicture picture(shown.theme, shown.formats);
        picture.setInstrument(instrumentWith({1, -2}));
        picture.resize({800, 500}, 1);
        ChartData data;
        data.setSeries(seriesFrom(zigzag(40), true));

        QVERIFY(picture.update(data));
        QVERIFY(!picture.update(data));
        auto bars = zigzag(40);
        bars.back().close = Ticks{10'050}; // only the bar that forms is another
        data.setSeries(seriesFrom(std::move(bars), true));
        QVERIFY(!picture.update(data));
        picture.invalidate();
        QVERIFY(picture.update(data));
    }

    void aGapIsHatchedAndNamed()
    {
        Shown shown;
        auto series = seriesFrom(zigzag(40), false);
        const QImage before = (shown.view->setSeries(series), shown.grab());
        auto torn = std::make_shared<views::BarSeries>(*series);
        torn->revision = 2;
        torn->gaps = {{barsStart + minutes(20), barsStart + minutes(22)}};
        shown.view->setSeries(torn);

        QVERIFY(shown.grab() != before);
    }

    // --- texts ---
    void saysTheFiguresOfTheLastBar()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(39, 1'420'000), false));
        shown.grab();

        QCOMPARE(shown.view->readout().text(),
                 QStringLiteral("O 100.00 H 101.20 L 99.80 C 101.00 ▲ +1.00 +1.00% Vol 1.42\u00A0M"));
        QVERIFY(shown.texts().contains(QStringLiteral("101.00")));
        QVERIFY(shown.texts().contains(QStringLiteral("Stop 99.90")));
    }

    void namesPricesByTheTickOfTheInstrument_data()
    {
        QTest::addColumn<std::int64_t>("mantissa");
        QTest::addColumn<int>("exponent");
        QTest::addColumn<QString>("last");
        QTest::newRow("hundred-millionths") << std::int64_t{1} << -8 << QStringLiteral("0.00010100");
        QTest::newRow("quarters") << std::int64_t{25} << -2 << QStringLiteral("2,525.00");
        QTest::newRow("millions") << std::int64_t{1} << 6 << QStringLiteral("10,100,000,000");
    }
    void namesPricesByTheTickOfTheInstrument()
    {
        QFETCH(std::int64_t, mantissa);
        QFETCH(int, exponent);
        Shown shown({mantissa, static_cast<std::int8_t>(exponent)});
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        shown.grab();

        QFETCH(QString, last);
        QVERIFY2(shown.texts().contains(last), qPrintable(shown.texts().join(QLatin1Char('|'))));
        QVERIFY(shown.view->picture().priceTicks().size() > 3);
        QVERIFY(shown.view->picture().plot().width() > 500);
    }

    void tellsAScreenReaderWhatItShows()
    {
        Shown shown;
        ChartScene scene = aScene();
        ProposalZone zone;
        zone.entry = Ticks{10'050};
        zone.label = QStringLiteral("AI proposal · BUY 60 limit 100.50 · expires 01:42");
        scene.proposal = zone;
        shown.view->setScene(scene);
        shown.view->setSeries(seriesFrom(zigzag(39), false));
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(shown.view.get());

        QVERIFY(face);
        QCOMPARE(face->role(), QAccessible::Chart);
        QCOMPARE(face->text(QAccessible::Name),
                 QStringLiteral("demo:TEST, bars of 1m, last 101.00, up 1.00% in this bar, AI proposal · BUY 60 limit "
                                "100.50 · expires 01:42, Stop 99.90"));
    }

    void eachLineIsAChildThatSaysWhereItIsAndThatItCanBeMoved()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(39), false));
        shown.grab();
        QAccessibleInterface* face = QAccessible::queryAccessibleInterface(shown.view.get());

        QCOMPARE(face->childCount(), 1);
        QAccessibleInterface* line = face->child(0);
        QVERIFY(line != nullptr && line->isValid());
        QCOMPARE(line->text(QAccessible::Name), QStringLiteral("Stop 99.90"));
        QVERIFY(line->state().movable);
        QVERIFY(!line->text(QAccessible::Description).isEmpty());
        const QRect box = line->rect();
        QVERIFY(!box.isEmpty());
        QCOMPARE(shown.view->live().lineAt(shown.view->mapFromGlobal(box.center())), std::optional<std::size_t>(0));
        QCOMPARE(face->childAt(box.center().x(), box.center().y()), line);
        QCOMPARE(face->indexOfChild(line), 0);
        QCOMPARE(line->parent(), face);
        QVERIFY(face->child(1) == nullptr);

        shown.view->setScene(ChartScene{});
        QVERIFY(!line->isValid()); // the order has ended: whoever holds it is told so
        QCOMPARE(face->childCount(), 0);
        QVERIFY(line->rect().isEmpty());
    }

    // RSI means the same at every zoom: 0 to 100 from edge to edge, whatever is in sight.
    void anOscillatorHasAPaneWithAScaleOfItsOwn()
    {
        Shown shown;
        shown.view->setIndicators({{IndicatorKind::Rsi, 14}, {IndicatorKind::Atr, 14}});
        shown.view->setSeries(seriesFrom(zigzag(60), false));
        const auto& panes = shown.view->picture().subPanes();
        QTRY_COMPARE((shown.grab(), panes.size()), std::size_t{2}); // once the worker has computed them
        const SubPane& rsi = panes[0];
        QVERIFY(rsi.box.contains(rsi.box.left(), static_cast<int>(rsi.scale.yOf(100))));
        QVERIFY(rsi.box.contains(rsi.box.left(), static_cast<int>(rsi.scale.yOf(0))));
        QVERIFY(rsi.scale.yOf(0) - rsi.scale.yOf(100) > rsi.box.height() / 2.0);
        const double before = rsi.scale.yOf(70);
        shown.view->zoomIn();
        shown.grab();
        QCOMPARE(shown.view->picture().subPanes()[0].scale.yOf(70), before);

        shown.view->resize(800, 300); // the prices come first
        shown.grab();
        QVERIFY(shown.view->picture().subPanes().empty());
    }

    void otherProposalsAreALineWithItsLabelAndNoZone()
    {
        Shown shown;
        ChartScene scene = aScene();
        ProposalZone zone;
        zone.entry = Ticks{10'050};
        zone.label = QStringLiteral("AI proposal · BUY 60 limit 100.50 · expires 00:20");
        scene.proposal = zone;
        zone.entry = Ticks{10'080};
        zone.stop = Ticks{9'000};
        zone.stopLabel = QStringLiteral("Stop 90.00 of the other");
        zone.label = QStringLiteral("AI proposal · SELL 5 limit 100.80 · expires 01:42");
        scene.otherProposals = {zone};
        shown.view->setScene(scene);
        shown.view->setSeries(seriesFrom(zigzag(39), false));
        shown.grab();

        QVERIFY(shown.texts().contains(zone.label));
        QVERIFY(shown.texts().contains(QStringLiteral("100.80 AI")));
        QVERIFY(shown.texts().contains(QStringLiteral("100.50 AI")));
        QVERIFY(!shown.texts().join(QLatin1Char('|')).contains(QStringLiteral("of the other")));
        QVERIFY(QAccessible::queryAccessibleInterface(shown.view.get())->text(QAccessible::Name).contains(zone.label));
    }

    void aStaleChartHasAnAmberEdgeAndSaysSince()
    {
        Shown shown;
        ChartScene scene = aScene();
        scene.isStale = true;
        scene.staleText = QStringLiteral("Data stopped 10:42:13");
        shown.view->setScene(scene);
        shown.view->setSeries(seriesFrom(zigzag(40), false));

        QCOMPARE(QColor(shown.grab().pixel(1, 250)), shown.theme.color(Token::Warn));
        QVERIFY(shown.view->summary().endsWith(QStringLiteral("Data stopped 10:42:13")));
    }

    void withoutBarsItSaysWhatIsMissing()
    {
        Shown shown;
        shown.view->setCover(QStringLiteral("No trades yet."));
        shown.grab();

        QCOMPARE(shown.view->summary(), QStringLiteral("demo:TEST, No trades yet."));
    }

    // --- lines ---
    void draggingALineAsksOnceWithTheSnappedPrice()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        shown.grab();
        QSignalSpy dropped(shown.view.get(), &ChartView::lineDropped);
        const QPoint grip = gripOf(*shown.view);
        QTest::mousePress(shown.view.get(), Qt::LeftButton, {}, grip);
        QTest::mouseMove(shown.view.get(), grip - QPoint(0, 30));
        QVERIFY(shown.view->drag());
        const Ticks now = shown.view->drag()->now;
        QTest::mouseRelease(shown.view.get(), Qt::LeftButton, {}, grip - QPoint(0, 30));

        QCOMPARE(dropped.count(), 1);
        QCOMPARE(dropped[0][1].value<Ticks>(), now);
        QCOMPARE(dropped[0][0].value<ChartLine>().order, OrderId{7});
        QVERIFY(now > Ticks{9'990});
        QVERIFY(shown.view->drag()->isDropped); // the ghost stays until it is answered
    }

    void escapeReturnsTheLine()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        shown.grab();
        QSignalSpy dropped(shown.view.get(), &ChartView::lineDropped);
        const QPoint grip = gripOf(*shown.view);
        QTest::mousePress(shown.view.get(), Qt::LeftButton, {}, grip);
        QTest::mouseMove(shown.view.get(), grip - QPoint(0, 30));
        QTest::keyClick(shown.view.get(), Qt::Key_Escape);
        QTest::mouseRelease(shown.view.get(), Qt::LeftButton, {}, grip - QPoint(0, 30));

        QVERIFY(!shown.view->drag());
        QCOMPARE(dropped.count(), 0);
    }

    void aClickOnALineMovesNothing()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        shown.grab();
        QSignalSpy dropped(shown.view.get(), &ChartView::lineDropped);
        QTest::mouseClick(shown.view.get(), Qt::LeftButton, {}, gripOf(*shown.view));

        QCOMPARE(dropped.count(), 0);
        QVERIFY(!shown.view->drag());
    }

    void aLineWithoutAGripStays()
    {
        Shown shown;
        ChartScene scene = aScene();
        scene.lines[0].canDrag = false;
        shown.view->setScene(scene);
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        shown.grab();
        const QPoint label = gripOf(*shown.view);
        QTest::mousePress(shown.view.get(), Qt::LeftButton, {}, label);
        QTest::mouseMove(shown.view.get(), label - QPoint(0, 30));

        QVERIFY(!shown.view->drag());
    }

    void theKeyboardMovesALineByTicks()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        QSignalSpy dropped(shown.view.get(), &ChartView::lineDropped);
        shown.view->pickNextLine();
        QTest::keyClick(shown.view.get(), Qt::Key_Up);
        QTest::keyClick(shown.view.get(), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(shown.view.get(), Qt::Key_Return);

        QCOMPARE(dropped.count(), 1);
        QCOMPARE(dropped[0][1].value<Ticks>(), Ticks{10'001});
    }

    void anOrderThatIsGoneEndsItsDrag()
    {
        Shown shown;
        shown.view->setScene(aScene());
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        QSignalSpy gone(shown.view.get(), &ChartView::dragVoid);
        shown.view->pickNextLine();
        ChartScene scene = aScene();
        scene.lines.clear();
        shown.view->setScene(scene);

        QCOMPARE(gone.count(), 1);
        QVERIFY(!shown.view->drag());
    }

    void pricesAreSnappedToWholeTicksAboveZero()
    {
        QCOMPARE(snapped(99.4), Ticks{99});
        QCOMPARE(snapped(99.6), Ticks{100});
        QCOMPARE(snapped(-5), Ticks{1});
        QCOMPARE(snapped(1e300), Ticks{4'000'000'000'000'000});
        QCOMPARE(snapped(std::nan("")), Ticks{1});
    }

    void aStopOfALongTightensUpwards()
    {
        QVERIFY(tightens(Side::Sell, Ticks{100}, Ticks{101}));
        QVERIFY(!tightens(Side::Sell, Ticks{100}, Ticks{99}));
        QVERIFY(tightens(Side::Buy, Ticks{100}, Ticks{99}));
        QVERIFY(!tightens(Side::Buy, Ticks{100}, Ticks{100}));
    }

    // --- looking around ---
    void aLetterBeginsASearch()
    {
        Shown shown;
        QSignalSpy typed(shown.view.get(), &ChartView::typed);
        QTest::keyClick(shown.view.get(), 'e');

        QCOMPARE(typed.count(), 1);
        QCOMPARE(typed[0][0].toString(), QStringLiteral("e"));
    }

    void theWheelZoomsAboutThePointer()
    {
        Shown shown;
        SeededRandom random(43);
        shown.view->setSeries(seriesFrom(drawnBars(random, 1'000), false));
        shown.grab();
        const double index = shown.view->picture().time().indexAt(300);
        QWheelEvent wheel(QPointF(300, 200), QPointF(300, 200), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(shown.view.get(), &wheel);

        QVERIFY(shown.view->picture().time().barWidth() > TimeScale::usualBar);
        QVERIFY(std::abs(shown.view->picture().time().indexAt(300) - index) < 1e-6);
    }

    void shiftAndArrowsReadBarByBar()
    {
        Shown shown;
        shown.view->setSeries(seriesFrom(zigzag(40), false));
        shown.grab();
        QTest::keyClick(shown.view.get(), Qt::Key_Left, Qt::ShiftModifier); // the last bar, which fell
        shown.grab();
        QVERIFY(shown.view->readout().text().contains(QStringLiteral("C 100.00")));
        QTest::keyClick(shown.view.get(), Qt::Key_Left, Qt::ShiftModifier);
        shown.grab();
        QVERIFY(shown.view->readout().text().contains(QStringLiteral("C 101.00")));
    }

    // --- the table, the small chart ---
};

QTEST_MAIN(TestChartView)
#include "tst_chart_view.moc"
