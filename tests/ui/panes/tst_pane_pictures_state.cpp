// needs: tests/support/golden tests/support/pane_scenes tests/support/fake_terminal Qt6::Widgets
// How the desk and the program are.
#include "tests/ui/panes/pane_pictures.h"

using namespace omni::testing;

class TestPanePicturesState : public QObject
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
        addPictureRows("state");
    }
    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        holdAgainstPicture(scene, guise);
    }
};

OMNI_PICTURES_MAIN(TestPanePicturesState)
#include "tst_pane_pictures_state.moc"
