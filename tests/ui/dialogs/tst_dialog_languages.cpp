// needs: tests/support/golden tests/support/pane_scenes tests/support/shown_texts tests/support/fake_terminal ui/bridge
// needs: ui/dialogs/review ui/dialogs/settings ui/dialogs/symbols ui/dialogs/first_run ui/dialogs/kill_confirm
// needs: ui/dialogs/close_positions
// needs: ui/dialogs/people ui/dialogs/tour edge/platform Qt6::Widgets
// Every dialog, page and step in the language en-XA, at 150 % and from right to left: all words are translated, none is
// cut.
#include "tests/support/shown_texts/shown_texts.h"
#include "tests/ui/dialogs/dialog_scenes.h"

#include <QTimeZone>

using namespace omni;
using namespace omni::testing;

class TestDialogLanguages : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = whyNoPictures(); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
    }

    void everyWordIsTranslated_data()
    {
        QTest::addColumn<int>("scene");
        const auto& all = allDialogScenes();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s", all[i].name) << static_cast<int>(i);
        }
    }
    void everyWordIsTranslated()
    {
        QFETCH(int, scene);
        const auto on = stagedDialog(allDialogScenes()[static_cast<std::size_t>(scene)], Guise::Pseudo);
        QVERIFY(on != nullptr);

        // A strategy's parameters; languages and zones, which have one name everywhere.
        QStringList data{QStringLiteral("fast 1, slow 2, direction both"),
                         QStringLiteral("English"),
                         QStringLiteral("Deutsch"),
                         QStringLiteral("127.0.0.1"),
                         QStringLiteral("AAPL, MSFT"), // symbols and names of a broker's
                         QStringLiteral("AAPL"),
                         QStringLiteral("MSFT"),
                         QStringLiteral("TWTR"),
                         QStringLiteral("BTC/USD"),
                         QStringLiteral("USD"),
                         QStringLiteral("Apple Inc. Common Stock"),
                         QStringLiteral("Bitcoin / US Dollar"),
                         QStringLiteral("Microsoft Corporation"),
                         QStringLiteral("Alpaca"),
                         QStringLiteral("Binance"),
                         QStringLiteral("alpaca-paper"),
                         QStringLiteral("binance-paper"),
                         QStringLiteral("olga"), // people
                         QStringLiteral("anna"),
                         QStringLiteral("ben"),
                         QStringLiteral("XChaCha20-Poly1305, Argon2id")};
        for (const QByteArray& zone : QTimeZone::availableTimeZoneIds()) {
            data << QString::fromUtf8(zone);
        }
        const QStringList found = untranslated(*on->shown, data);

        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void noWordIsCut_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<int>("guise");
        const auto& all = allDialogScenes();
        for (const auto& [guise, name] :
             {std::pair(Guise::Dark, "dark"), std::pair(Guise::Pseudo, "xa"), std::pair(Guise::Mirrored, "mirrored"),
              std::pair(Guise::Small, "small"), std::pair(Guise::Large, "large"), std::pair(Guise::Huge, "huge")}) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                QTest::addRow("%s-%s", all[i].name, name) << static_cast<int>(i) << static_cast<int>(guise);
            }
        }
    }
    void noWordIsCut()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        const auto on = stagedDialog(allDialogScenes()[static_cast<std::size_t>(scene)], static_cast<Guise>(guise));
        QVERIFY(on != nullptr);

        const QStringList cut = cutTexts(*on->shown);

        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(QLatin1Char('\n'))));
    }
};

OMNI_PICTURES_MAIN(TestDialogLanguages)
#include "tst_dialog_languages.moc"
