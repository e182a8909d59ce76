// Sets up an authenticator: the QR code and the key, a code that it shows, then ten recovery codes of which one is
// asked for again (ui-spec 13, step 2).
//
// Until a code was right nothing is changed, and the dialog can be closed. From then on the recovery codes count, and
// it stays until they are kept. What is secret comes out of guarded memory as it is painted. Shown with open().

#pragma once

#include "ui/dialogs/people/enrol_source.h"
#include "ui/style/theme.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace omni::ui {
class SecretField;
}

namespace omni::ui::people {

class CodesBox;

class EnrolDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `source` outlives the dialog, or is a child of it.
    EnrolDialog(const Theme& theme, EnrolSource& source, QWidget* parent = nullptr);

    /// Nothing while a code is looked at, and before the recovery codes are kept.
    void reject() override;

private:
    QWidget* makeKeyPage();
    void showCodes(std::vector<platform::SecretBytes> codes);
    void typed();
    void submit();
    void look();
    void refresh();

    const Theme& m_theme;
    EnrolSource& m_source;
    QStackedWidget* m_pages;
    QVBoxLayout* m_codesColumn = nullptr;
    SecretField* m_code = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_cancel;
    QPushButton* m_act;
    CodesBox* m_codes = nullptr;
    QTimer m_timer;
    QString m_told; ///< Why the last code was refused.
    bool m_isAsking = false, m_isOver = false;
};

/// The key of a seed as a person types it: `ABCD EFGH …`. Empty: there is no memory.
[[nodiscard]] platform::SecretBytes groupedKey(const platform::SecretBytes& seed);

} // namespace omni::ui::people
