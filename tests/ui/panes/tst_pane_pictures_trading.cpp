// needs: tests/support/golden tests/support/pane_scenes tests/support/fake_terminal Qt6::Widgets
// Where trades are decided.
#include "tests/ui/panes/pane_pictures.h"

using namespace omni::testing;

class TestPanePicturesTrading : public QObject
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
        addPictureRows("trading");
    }
    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(int, guise);
        holdAgainstPicture(scene, guise);
    }
};

OMNI_PICTURES_MAIN(TestPanePicturesTrading)
#include "tst_pane_pictures_trading.moc"
