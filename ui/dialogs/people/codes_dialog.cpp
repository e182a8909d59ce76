#include "ui/dialogs/people/codes_dialog.h"

#include "ui/dialogs/people/codes_box.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui::people {

CodesDialog::CodesDialog(const Theme& theme, const QString& person, std::vector<platform::SecretBytes> codes,
                         QWidget* parent)
    : QDialog(parent)
    , m_box(new CodesBox(theme, person, std::move(codes)))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Recovery codes"));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* body = new QWidget;
    auto* lines = new QVBoxLayout(body);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(12));
    auto* sentence = plainLabel(tr("Each lets you in once when the authenticator is lost. They are shown this once; "
                                   "earlier ones are void. Keep them where the phone is not."),
                                TextRole::Value);
    sentence->setWordWrap(true);
    setAccessibleDescription(sentence->text());
    lines->addWidget(sentence);
    lines->addWidget(m_box);
    column->addWidget(new ScrolledBody(body), 1);
    auto* close = new QPushButton(tr("Close for good"));
    close->setObjectName(QStringLiteral("codesClose"));
    close->setAccessibleName(close->text());
    close->setAutoDefault(false);
    close->setEnabled(false);
    setButtonKind(*close, ButtonKind::Primary, true);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {560, 0});
    connect(m_box, &CodesBox::proven, close, [close] {
        close->setEnabled(true);
        close->setFocus();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void CodesDialog::reject()
{
    if (m_box->isProven()) {
        QDialog::reject();
    }
}

} // namespace omni::ui::people
