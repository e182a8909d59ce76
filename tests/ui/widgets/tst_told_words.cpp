// needs: ui/widgets ui/style Omni::Translations Qt6::Widgets
#include "ui/style/language.h"
#include "ui/widgets/told_words.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <string>

using namespace omni;
using namespace omni::ui;

class TestToldWords : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_language.apply(QStringLiteral("de"));
    }
    void cleanup()
    {
        m_language.apply(QStringLiteral("en"));
    }

    void whatThePartsSayIsInTheLanguageOfTheWindow()
    {
        QCOMPARE(toldWords("the market is closed"), QStringLiteral("der Markt ist geschlossen"));
        QCOMPARE(toldWords("up to date"), QStringLiteral("auf dem neuesten Stand"));
        QCOMPARE(toldWords(orders::OrderEventKind::CancelRejected), QStringLiteral("Storno abgelehnt"));
    }

    void figuresAndReasonsStayInTheirPlaces()
    {
        QCOMPARE(toldWords("42 events on their way"), QStringLiteral("42 Ereignisse unterwegs"));
        QCOMPARE(toldWords("the latch is set in memory only: disk full"),
                 QStringLiteral("die Sperre steht nur im Speicher: disk full"));
        QCOMPARE(toldWords("not sent: the journal took too long"),
                 QStringLiteral("nicht gesendet: das Journal brauchte zu lange")); // the whole before the pattern
    }

    void whatAnotherVenueSaysIsShownAsItCame()
    {
        QCOMPARE(toldWords("insufficient buying power"), QStringLiteral("insufficient buying power"));
        QCOMPARE(toldWords(""), QString());
        QCOMPARE(toldWords(" events on their way"), QStringLiteral("events on their way")); // nothing before it
        QVERIFY(toldWords(std::string(10'000, 'x')).size() <= 160);
        QVERIFY(!toldWords("a\nb\xE2\x80\xAE").contains(QChar(0x202E)));
    }

    // Whoever adds a word to the venue in the house gives the window its translation.
    void theWindowKnowsEveryWordOfTheVenueInTheHouse()
    {
        static const QRegularExpression end(QStringLiteral("OrderEventKind::\\w+, \"([^\"]+)\""));
        int found = 0;
        for (const char* name : {"feed_bars", "feed_taking", "feed_venue", "own_orders"}) {
            QFile file(QStringLiteral(OMNI_SOURCE_DIR "/core/desk/sim/%1.cpp").arg(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            auto matches = end.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext()) {
                const std::string text = matches.next().captured(1).toStdString();
                QVERIFY2(toldWords(text) != QString::fromStdString(text), text.c_str());
                ++found;
            }
        }
        QVERIFY(found > 10);
    }

private:
    Language m_language;
};

QTEST_MAIN(TestToldWords)
#include "tst_told_words.moc"
