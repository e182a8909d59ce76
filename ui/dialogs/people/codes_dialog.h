// New recovery codes in a dialog: it stays until one of them was entered again. Shown with open(); dies by itself.

#pragma once

#include "core/edge/platform/secret_memory.h"
#include "ui/style/theme.h"

#include <QDialog>

#include <vector>

namespace omni::ui::people {

class CodesBox;

class CodesDialog final : public QDialog
{
    Q_OBJECT

public:
    CodesDialog(const Theme& theme, const QString& person, std::vector<platform::SecretBytes> codes, QWidget* parent);

    /// Esc does nothing before: they are never shown again.
    void reject() override;

private:
    CodesBox* m_box;
};

} // namespace omni::ui::people
