// needs: ui/widgets Qt6::Widgets
#include "ui/style/style_sheet.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/confirm_bar.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/decimal_edit.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using namespace omni::ui;

namespace {

/// Ticks of 0.05, lots of 0.001 in steps of 5, smallest 10, largest 100'000.
market::Instrument typical()
{
    market::Instrument i;
    i.id = {1};
    i.venue = "demo";
    i.symbol = "NVDA";
    i.quoteCurrency = "USD";
    i.tickSize = {5, -2};
    i.lotSize = {1, -3};
    i.smallest = Lots{10};
    i.step = Lots{5};
    i.largest = Lots{100'000};
    return market::completed(i).value();
}

} // namespace

class TestSmallWidgets : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
    }

    void aPriceSaysHowItWasRead_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reading");
        QTest::newRow("a price") << QStringLiteral("182.4") << QStringLiteral("= 182.40");
        QTest::newRow("with groups") << QStringLiteral("1,250.00") << QStringLiteral("= 1,250.00");
        QTest::newRow("between ticks") << QStringLiteral("182.43")
                                       << QStringLiteral("182.43 does not fit the 0.05 tick. Use 182.40 or 182.45.");
        QTest::newRow("ambiguous") << QStringLiteral(
            "1,250") << QStringLiteral("“1,250” could be 1250 or 1.250. Type it without a sign for thousands.");
        QTest::newRow("no number") << QStringLiteral("12a") << QStringLiteral("“12a” is not a number.");
        QTest::newRow("nothing") << QString() << QString();
    }
    void aPriceSaysHowItWasRead()
    {
        QFETCH(QString, typed);
        QFETCH(QString, reading);
        const Formats formats;
        PriceEdit edit(formats, QStringLiteral("Limit price"), nullptr);
        edit.setInstrument(typical());
        edit.setText(typed);

        QCOMPARE(edit.reading(), reading);
        QCOMPARE(edit.isGood(), reading.startsWith(u'='));
        QCOMPARE(edit.accessibleDescription(), reading);
        QCOMPARE(edit.accessibleName(), QStringLiteral("Limit price"));
        QCOMPARE(edit.property("faulty").toBool(), !typed.isEmpty() && !edit.isGood());
    }

    void aPriceStepsByTheTick()
    {
        const Formats formats;
        PriceEdit edit(formats, QStringLiteral("Price"), nullptr);
        edit.setInstrument(typical());
        edit.setPrice(Ticks{3'648}); // 182.40
        QTest::keyClick(&edit, Qt::Key_Up);
        QCOMPARE(edit.text(), QStringLiteral("182.45"));
        QTest::keyClick(&edit, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(edit.price()->count, std::int64_t{3'639});
    }

    void aSizeKeepsToWhatTheVenueTakes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reading");
        QTest::newRow("a size") << QStringLiteral("0.015") << QStringLiteral("= 0.015");
        QTest::newRow("the smallest") << QStringLiteral("0.01") << QStringLiteral("= 0.010");
        QTest::newRow("below the smallest")
            << QStringLiteral("0.005") << QStringLiteral("0.005 is below the smallest size, 0.010.");
        QTest::newRow("zero") << QStringLiteral("0") << QStringLiteral("0 is below the smallest size, 0.010.");
        QTest::newRow("negative") << QStringLiteral("-1") << QStringLiteral("-1 is below the smallest size, 0.010.");
        QTest::newRow("the largest") << QStringLiteral("100") << QStringLiteral("= 100.000");
        QTest::newRow("above the largest")
            << QStringLiteral("100.005") << QStringLiteral("100.005 is above the largest size, 100.000.");
        QTest::newRow("between steps") << QStringLiteral("0.017")
                                       << QStringLiteral("0.017 does not fit steps of 0.005. Use 0.015 or 0.020.");
        QTest::newRow("finer than a lot")
            << QStringLiteral("0.0171") << QStringLiteral("0.0171 does not fit steps of 0.005. Use 0.015 or 0.020.");
    }
    void aSizeKeepsToWhatTheVenueTakes()
    {
        QFETCH(QString, typed);
        QFETCH(QString, reading);
        const Formats formats;
        SizeEdit edit(formats, QStringLiteral("Quantity"), nullptr);
        edit.setInstrument(typical());
        edit.setText(typed);

        QCOMPARE(edit.reading(), reading);
        QCOMPARE(edit.size().has_value(), reading.startsWith(u'='));
    }

    void anotherInstrumentEmptiesTheField()
    {
        const Formats formats;
        SizeEdit edit(formats, QStringLiteral("Quantity"), nullptr);
        edit.setInstrument(typical());
        edit.setText(QStringLiteral("1"));
        auto other = typical();
        other.id = {2};
        edit.setInstrument(other);

        QVERIFY(!edit.size());
        QVERIFY(edit.text().isEmpty());
    }

    void aFieldWithoutAnInstrumentTakesNothing()
    {
        const Formats formats;
        PriceEdit edit(formats, QStringLiteral("Price"), nullptr);
        edit.setText(QStringLiteral("1"));
        QTest::keyClick(&edit, Qt::Key_Up);
        QVERIFY(!edit.isGood());
    }

    void aConfirmBarIsDeafAtFirst()
    {
        std::int64_t now = 0;
        QWidget window;
        ConfirmBar bar(m_theme, &window, [&now] { return now; });
        window.show();
        int deeds = 0;
        bar.ask(QStringLiteral("Move stop 179.10 → 178.40."), QStringLiteral("Move"), QStringLiteral("Keep"),
                [&deeds] { ++deeds; });
        QTest::keyClick(&bar, Qt::Key_Return);
        QCOMPARE(deeds, 0);
        now = 300;
        QTest::keyClick(&bar, Qt::Key_Return);
        QCOMPARE(deeds, 1);
        QVERIFY(!bar.isVisible());
        QCOMPARE(bar.accessibleDescription(), QStringLiteral("Move stop 179.10 → 178.40."));
    }

    void escKeeps()
    {
        std::int64_t now = 0;
        QWidget window;
        ConfirmBar bar(m_theme, &window, [&now] { return now; });
        window.show();
        QSignalSpy kept(&bar, &ConfirmBar::dismissed);
        int deeds = 0;
        bar.ask(QStringLiteral("?"), QStringLiteral("Move"), QStringLiteral("Keep"), [&deeds] { ++deeds; });
        QTest::keyClick(&bar, Qt::Key_Escape);
        QCOMPARE(kept.count(), 1);
        QCOMPARE(deeds, 0);
    }

    void aDialogBeginsWithTheSafeButton()
    {
        std::int64_t now = 0;
        int deeds = 0;
        auto* dialog = new ConfirmDialog(
            m_theme,
            {QStringLiteral("Close"),
             QStringLiteral("Sell 48 AAPL at market?"),
             {},
             QStringLiteral("Close it"),
             QStringLiteral("Keep it")},
            [&deeds] { ++deeds; }, nullptr, [&now] { return now; });
        dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        const auto buttons = dialog->findChildren<QPushButton*>();
        QPushButton* act = buttons[0]->text() == QLatin1String("Close it") ? buttons[0] : buttons[1];
        QPushButton* keep = act == buttons[0] ? buttons[1] : buttons[0];
        QVERIFY(keep->hasFocus());
        act->click(); // too soon
        QCOMPARE(deeds, 0);
        now = 300;
        act->click();
        QCOMPARE(deeds, 1);
    }

    void aChipIsItsWords()
    {
        Chip chip(m_theme);
        chip.setWords(QStringLiteral("Waiting for you"), Token::Ai, QStringLiteral("ai"));
        QCOMPARE(chip.accessibleName(), QStringLiteral("Waiting for you"));
        const int narrow = chip.sizeHint().width();
        chip.setWords(QStringLiteral("Waiting for you and others"), Token::Ai, QStringLiteral("ai"));
        QVERIFY(chip.sizeHint().width() > narrow);
        chip.resize(chip.sizeHint());
        const QImage picture = chip.grab().toImage();
        bool hasTint = false;
        for (int x = 0; x < picture.width(); ++x) {
            hasTint = hasTint || picture.pixelColor(x, 3) == m_theme.tint(Token::Ai, 0.12);
        }
        QVERIFY(hasTint);
    }

private:
    Theme m_theme;
};

QTEST_MAIN(TestSmallWidgets)
#include "tst_small_widgets.moc"
