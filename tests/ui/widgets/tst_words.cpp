// needs: ui/widgets desk/events
#include "ui/widgets/formats.h"
#include "ui/widgets/words.h"

#include <QSet>
#include <QTest>

using namespace omni;
using namespace omni::ui;

namespace {

market::Instrument bitcoin()
{
    market::Instrument i;
    i.id = {1};
    i.venue = "binance";
    i.symbol = "BTCUSDT";
    i.quoteCurrency = "USDT";
    i.tickSize = {1, -1};
    i.lotSize = {1, -3};
    i.smallest = Lots{1};
    i.largest = Lots{9'000'000};
    i.smallestValue = Money{500'000'000};
    return market::completed(i).value();
}

views::DeskSnapshot desk()
{
    views::DeskSnapshot desk;
    desk.baseCurrency = "USDT";
    views::InstrumentView view;
    view.instrument = bitcoin();
    desk.instruments.push_back(view);
    return desk;
}

/// All keys that the engine raises (core/desk/engine), and the window's own.
const QStringList alertKeys{QStringLiteral("autonomy.budget_used"),
                            QStringLiteral("broker.refused"),
                            QStringLiteral("cash.mismatch"),
                            QStringLiteral("data.left_out"),
                            QStringLiteral("engine.stalled"),
                            QStringLiteral("event.not_booked"),
                            QStringLiteral("exit.forbidden"),
                            QStringLiteral("exit.refused"),
                            QStringLiteral("fill.contradicts_order"),
                            QStringLiteral("fill.external"),
                            QStringLiteral("fill.repeated"),
                            QStringLiteral("fill.reversed"),
                            QStringLiteral("limits.kept"),
                            QStringLiteral("order.external"),
                            QStringLiteral("order.external_full"),
                            QStringLiteral("order.late_fill"),
                            QStringLiteral("order.leg_refused"),
                            QStringLiteral("order.not_recorded"),
                            QStringLiteral("order.rejected"),
                            QStringLiteral("order.unknown"),
                            QStringLiteral("position.flipped"),
                            QStringLiteral("position.opposed"),
                            QStringLiteral("account.restricted"),
                            QStringLiteral("record.behind"),
                            QStringLiteral("position.stop_passed"),
                            QStringLiteral("position.stop_in_doubt"),
                            QStringLiteral("position.time_exit"),
                            QStringLiteral("position.unprotected"),
                            QStringLiteral("second.asked"),
                            QStringLiteral("second.cooling"),
                            QStringLiteral("strategy.failed"),
                            QStringLiteral("target.reached"),
                            QStringLiteral("target.watched"),
                            QStringLiteral("window.notices_left_out")};

orders::OrderRecord order(orders::OrderState state)
{
    orders::OrderRecord record;
    record.ticket.id = {7};
    record.ticket.instrument = {1};
    record.ticket.size = Lots{60};
    record.ticket.kind = orders::OrderKind::Limit;
    record.ticket.limit = Ticks{618'002};
    record.state = state;
    return record;
}

} // namespace

class TestWords : public QObject
{
    Q_OBJECT

private slots:
    void everyRuleRefusesInItsOwnWords()
    {
        const auto instrument = bitcoin();
        QSet<QString> sentences, names;
        for (int i = 0; i < risk::ruleCount; ++i) {
            const auto rule = static_cast<risk::Rule>(i);
            const QString sentence = Words::refusal({rule, 5, 7}, &instrument, QStringLiteral("USDT"), m_formats);

            QVERIFY2(sentence.startsWith(QStringLiteral("Order not sent. ")), qPrintable(sentence));
            QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u'!') && !sentence.contains(u'%' + QString(u'1')),
                     qPrintable(sentence));
            sentences.insert(sentence);
            names.insert(Words::of(rule));
        }
        QCOMPARE(sentences.size(), risk::ruleCount);
        QCOMPARE(names.size(), risk::ruleCount);
        QVERIFY(!names.contains(QString()));
    }

    void aRefusalNamesItsFigures()
    {
        const auto i = bitcoin();
        const QString usdt = QStringLiteral("USDT");
        QCOMPARE(Words::finding({risk::Rule::OrderSize, 1'000, 1'500}, &i, usdt, m_formats),
                 QStringLiteral("It is for 1.500 where 1.000 is allowed. Send a smaller order."));
        QCOMPARE(Words::finding({risk::Rule::PriceCollar, 30, 120}, &i, usdt, m_formats),
                 QStringLiteral("The price is 12.0 away from the market where 3.0 is allowed. Move it closer."));
        QCOMPARE(Words::finding({risk::Rule::Drawdown, 600, 612}, &i, usdt, m_formats),
                 QStringLiteral("Equity is 6.12% below its peak where 6.00% halts. Nothing new opens until the desk is "
                                "armed again."));
        QVERIFY(Words::finding({risk::Rule::StaleData, 2'000'000'000, -1}, &i, usdt, m_formats)
                    .startsWith(QStringLiteral("There is no price for BTCUSDT.")));
    }

    void aBreachOfMoneyNeverReadsLikeItsLimit()
    {
        const auto i = bitcoin();
        // 5'000.001 of 5'000.00
        const QString text = Words::finding({risk::Rule::PositionSize, 500'000'000'000, 500'000'100'000}, &i,
                                            QStringLiteral("USDT"), m_formats);

        QVERIFY2(text.contains(QStringLiteral("5,000.01")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("5,000.00")));
    }

    void aRefusalWithoutAnInstrumentIsASentence()
    {
        for (int i = 0; i < risk::ruleCount; ++i) {
            QVERIFY(!Words::finding({static_cast<risk::Rule>(i), 5, 7}, nullptr, {}, m_formats).isEmpty());
        }
    }

    void everyAlertIsASentence()
    {
        QStringList keys = alertKeys;
        for (std::size_t i = 0; i < events::breakerCount; ++i) {
            const std::string_view name = nameOf(static_cast<events::Breaker>(i));
            keys << QStringLiteral("breaker.") + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        }
        for (const QString& key : std::as_const(keys)) {
            events::AlertRaised alert;
            alert.key = ShortText<31>(key.toStdString());
            alert.instrument = {1};
            alert.order = {7};
            const QString text = Words::alert(alert, desk(), m_formats);

            QVERIFY2(text != key && text.endsWith(u'.') && !text.contains(u'%'), qPrintable(text));
        }
        events::AlertRaised unknown;
        unknown.key = ShortText<31>("of.tomorrow");
        QCOMPARE(Words::alert(unknown, desk(), m_formats), QStringLiteral("of.tomorrow"));
    }

    void everyDenialIsASentence()
    {
        QSet<QString> all;
        for (int i = 0; i <= static_cast<int>(events::Denial::TooLate); ++i) {
            all.insert(Words::denial(static_cast<events::Denial>(i)));
        }
        QCOMPARE(all.size(), static_cast<int>(events::Denial::TooLate) + 1);
        QVERIFY(!all.contains(QString()));
    }

    void everyBreakerIsASentence()
    {
        QSet<QString> all;
        for (std::size_t i = 0; i < events::breakerCount; ++i) {
            events::BreakerTripped tripped;
            tripped.breaker = static_cast<events::Breaker>(i);
            tripped.instrument = {1};
            tripped.limit = 4;
            tripped.actual = 4;
            all.insert(Words::breaker(tripped, desk(), m_formats));
            QVERIFY(!Words::of(tripped.breaker).isEmpty());
        }
        QCOMPARE(all.size(), static_cast<qsizetype>(events::breakerCount));
    }

    void everyWordIsItsOwn()
    {
        const auto all = [](auto first, auto last) {
            QSet<QString> words;
            for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
                words.insert(Words::of(static_cast<decltype(first)>(i)));
            }
            return words.size() == static_cast<int>(last) + 1 && !words.contains(QString());
        };
        QVERIFY(all(orders::OrderKind::Market, orders::OrderKind::TrailingStop));
        QVERIFY(all(orders::TimeInForce::Day, orders::TimeInForce::ExtendedDay));
        QVERIFY(all(orders::OrderRole::Entry, orders::OrderRole::Exit));
        QVERIFY(all(orders::Environment::Demo, orders::Environment::Replay));
        QVERIFY(all(risk::Mode::Halted, risk::Mode::Automatic));
        QVERIFY(all(risk::KillLevel::None, risk::KillLevel::Flatten));
        QVERIFY(all(events::Cause::Person, events::Cause::Resize));
        QVERIFY(all(events::Closing::Approved, events::Closing::Suppressed));
        QVERIFY(all(views::PartState::Starting, views::PartState::Off));
    }

    void anOrderIsShownAsFarAsItIsConfirmed()
    {
        const auto i = bitcoin();
        const auto word = [&](orders::OrderState state, Duration waited) {
            return Words::orderState(order(state), &i, waited, m_formats);
        };
        QCOMPARE(word(orders::OrderState::Sent, milliseconds(200)).text, QStringLiteral("Sending…"));
        QVERIFY(word(orders::OrderState::Sent, milliseconds(200)).isPending);
        QCOMPARE(word(orders::OrderState::Sent, seconds(2)).text, QStringLiteral("Sending… 2 s"));
        QCOMPARE(word(orders::OrderState::CancelSent, seconds(5)).text, QStringLiteral("No answer 5 s"));
        QCOMPARE(word(orders::OrderState::CancelSent, seconds(5)).tone, Tone::Warn);
        QCOMPARE(word(orders::OrderState::Working, hours(1)).text, QStringLiteral("Working"));
        QCOMPARE(word(orders::OrderState::Unknown, seconds(1)).tone, Tone::Bad);
        auto part = order(orders::OrderState::Working);
        part.filled = Lots{30};
        QCOMPARE(Words::orderState(part, &i, {}, m_formats).text, QStringLiteral("Partly filled 0.030/0.060"));
        part.replacing = orders::Replacement{};
        QCOMPARE(Words::orderState(part, &i, {}, m_formats).text, QStringLiteral("Amending…"));
        auto late = order(orders::OrderState::Cancelled);
        late.lateFill = true;
        QCOMPARE(Words::orderState(late, &i, {}, m_formats).text, QStringLiteral("Filled before cancel"));
    }

    void anOrderReadsAsAPhrase()
    {
        const auto i = bitcoin();
        QCOMPARE(Words::order(order(orders::OrderState::Working).ticket, &i, m_formats),
                 QStringLiteral("Buy 0.060 BTCUSDT at 61,800.2 limit"));
    }

    void theLogSpeaksOfFactsAndLeavesTicksOut()
    {
        QVERIFY(!Words::line(events::Event(market::Tick(market::Quote{})), desk(), m_formats));
        const auto line = Words::line(
            events::Fact(events::ModeChanged{risk::Mode::Halted, events::Cause::Breaker, {}, {}}), desk(), m_formats);
        QCOMPARE(line.value_or(QString()), QStringLiteral("Mode: Halted, breaker"));
    }

private:
    Formats m_formats;
};

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"
