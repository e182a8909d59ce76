// needs: ui/dialogs/settings Qt6::Widgets
#include "core/base/seeded_random.h"
#include "ui/dialogs/settings/limit_words.h"

#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::ui::settings;

namespace {

const risk::LimitField& fieldOf(std::string_view key)
{
    for (const auto& field : risk::limitFields()) {
        if (field.key == key) {
            return field;
        }
    }
    qFatal("no such limit");
}

} // namespace

class TestLimitWords : public QObject
{
    Q_OBJECT

private slots:
    void everyLimitHasWords()
    {
        for (const auto& field : risk::limitFields()) {
            QVERIFY2(!wordsOf(field).meaning.isEmpty(), field.key.data());
            QVERIFY(!unitOf(field).isEmpty());
        }
    }

    void showsValuesInTheUnitOfThePerson()
    {
        const Formats formats;
        QCOMPARE(valueWithUnit(fieldOf("daily_loss"), 200, formats), QStringLiteral("2.00 % eq."));
        QCOMPARE(valueWithUnit(fieldOf("leverage"), 1'500, formats), QStringLiteral("1.50 ×"));
        QCOMPARE(valueWithUnit(fieldOf("quote_age"), 2'500'000'000, formats), QStringLiteral("2.5 s"));
        QCOMPARE(valueWithUnit(fieldOf("order_value"), std::nullopt, formats), QStringLiteral("none"));
        QCOMPARE(valueWithUnit(fieldOf("order_value"), 123'456'000'000'000, formats),
                 QStringLiteral("1,234,560.00 in base currency"));
    }

    void readsBackWhatItShows()
    {
        SeededRandom random(11);
        for (const char* name : {"en_US", "de_DE", "fr_FR", "de_CH"}) {
            Formats formats;
            formats.locale = QLocale(QString::fromLatin1(name));
            for (const auto& field : risk::limitFields()) {
                const auto most = std::min<std::int64_t>(field.most, 999'999);
                for (int round = 0; round < 200; ++round) {
                    const auto value = field.least
                        + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - field.least + 1)));
                    const QString text = valueText(field, value, formats);
                    const ReadLimit read = readLimit(field, text, formats);
                    if (read.fault.isEmpty()) {
                        QCOMPARE(read.value, std::optional(value));
                    } else { // only what could be two numbers is refused: "1,234"
                        QVERIFY2(text.contains(formats.locale.groupSeparator()) || text.contains(QLatin1Char('.'))
                                     || text.contains(QLatin1Char(',')),
                                 qPrintable(text));
                    }
                }
            }
        }
    }

    void whatStandsInAFieldAlwaysReadsBackAsItself()
    {
        SeededRandom random(12);
        for (const char* name : {"en_US", "de_DE", "fr_FR", "de_CH", "ar_EG"}) {
            Formats formats;
            formats.locale = QLocale(QString::fromLatin1(name));
            for (const auto& field : risk::limitFields()) {
                const auto most = std::min<std::int64_t>(field.most, 99'999'999'999'999'999);
                for (int round = 0; round < 200; ++round) {
                    const auto value = field.least
                        + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - field.least + 1)));

                    const ReadLimit read = readLimit(field, fieldText(field, value, formats), formats);

                    QVERIFY2(read.fault.isEmpty(), qPrintable(read.fault));
                    QCOMPARE(read.value, std::optional(value));
                }
            }
        }
        QCOMPARE(fieldText(fieldOf("order_size"), 62'134, Formats{}), QStringLiteral("62134"));
        QCOMPARE(fieldText(fieldOf("order_size"), std::nullopt, Formats{}), QStringLiteral("none"));
    }

    void moneyIsReadByTheLocaleOrRefused()
    {
        const auto& field = fieldOf("order_value"); // in 1e-8 of the base currency
        Formats english;
        QCOMPARE(readLimit(field, QStringLiteral("62134"), english).value,
                 std::optional<std::int64_t>(6'213'400'000'000));
        QCOMPARE(readLimit(field, QStringLiteral("62.134"), english).value, std::optional<std::int64_t>(6'213'400'000));
        QVERIFY(readLimit(field, QStringLiteral("62,134"), english)
                    .fault.contains(QStringLiteral("could be 62134 or 62.134")));
        Formats german;
        german.locale = QLocale(QStringLiteral("de_DE"));
        QCOMPARE(readLimit(field, QStringLiteral("62134"), german).value,
                 std::optional<std::int64_t>(6'213'400'000'000));
        QCOMPARE(readLimit(field, QStringLiteral("62,134"), german).value, std::optional<std::int64_t>(6'213'400'000));
        QVERIFY(readLimit(field, QStringLiteral("62.134"), german)
                    .fault.contains(QStringLiteral("could be 62134 or 62,134")));
    }

    void refusesWhatIsOutsideTheBoundsAndNamesThem()
    {
        const Formats formats;
        const auto& field = fieldOf("daily_loss");
        for (const char* text : {"0", "5.01", "-1", "1e9", "two", "", "2.001"}) {
            const ReadLimit read = readLimit(field, QString::fromLatin1(text), formats);
            QVERIFY2(read.fault.contains(QStringLiteral("5.00 % eq.")), text);
        }
        QVERIFY(readLimit(field, QStringLiteral("5"), formats).fault.isEmpty());
        QVERIFY(readLimit(field, QStringLiteral("0.01"), formats).fault.isEmpty());
    }
};

QTEST_MAIN(TestLimitWords)
#include "tst_limit_words.moc"
