// needs: tests/support/golden tests/support/pane_scenes tests/support/fake_terminal Qt6::Widgets
// What was done and what came of it.
#include "tests/ui/panes/pane_pictures.h"

using namespace omni::testing;

class TestPanePicturesRecord : public QObject
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
        addPictureRows("record");
    }
    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        holdAgainstPicture(scene, guise);
    }
};

OMNI_PICTURES_MAIN(TestPanePicturesRecord)
#include "tst_pane_pictures_record.moc"
