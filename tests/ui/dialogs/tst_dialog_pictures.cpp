// needs: tests/support/golden tests/support/pane_scenes tests/support/shown_texts tests/support/fake_terminal ui/bridge
// needs: ui/dialogs/review ui/dialogs/settings ui/dialogs/symbols ui/dialogs/first_run ui/dialogs/kill_confirm
// needs: ui/dialogs/close_positions
// needs: ui/dialogs/people ui/dialogs/tour edge/platform Qt6::Widgets
// Every dialog, page and step against its stored picture.
#include "tests/ui/dialogs/dialog_scenes.h"

#include <algorithm>
#include <string_view>

using namespace omni;
using namespace omni::testing;

class TestDialogPictures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = whyNoPictures(); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
    }

    void looksAsStored_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<int>("guise");
        const auto& all = allDialogScenes();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s-dark", all[i].name) << static_cast<int>(i) << static_cast<int>(Guise::Dark);
        }
        // Those that decide, and a code for a camera, in the light as well.
        constexpr std::string_view light[]
            = {"review/live", "kill_confirm/global", "settings/accounts", "people/enrolment"};
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (std::ranges::find(light, std::string_view(all[i].name)) != std::end(light)) {
                QTest::addRow("%s-light", all[i].name) << static_cast<int>(i) << static_cast<int>(Guise::Light);
            }
        }
    }

    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        const DialogScene& of = allDialogScenes()[static_cast<std::size_t>(scene)];
        const auto on = stagedDialog(of, static_cast<Guise>(guise));
        QVERIFY(on != nullptr);

        const QString name = QStringLiteral("dialogs/%1").arg(QLatin1String(QTest::currentDataTag()));
        const QString fault = heldAgainstStored(name, pictureOf(*on->shown));

        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }
};

OMNI_PICTURES_MAIN(TestDialogPictures)
#include "tst_dialog_pictures.moc"
