// needs: tests/support/golden tests/support/pane_scenes tests/support/fake_terminal Qt6::Widgets
// What is stopped, and the way back (pictures 06a and 06b).
#include "tests/ui/panes/pane_pictures.h"

using namespace omni::testing;

class TestPanePicturesStops : public QObject
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
        addPictureRows("stops");
    }
    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        holdAgainstPicture(scene, guise);
    }
};

OMNI_PICTURES_MAIN(TestPanePicturesStops)
#include "tst_pane_pictures_stops.moc"
