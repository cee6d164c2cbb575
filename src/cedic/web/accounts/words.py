"""What the pages of accounts say."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import lazy

from cedic.model import Text
from cedic.web.words import language


def _in_the_visitors_language(text: Text) -> str:
    return text[language()]


lazily = lazy(_in_the_visitors_language, str)
"""A text that a form says, in the language of the visitor who reads it."""

ROLES = {
    "member_state": Text(
        en="Member state", es="Estado miembro", pt="Estado-membro", fr="État membre"
    ),
    "reader": Text(en="Reader", es="Lectura", pt="Leitura", fr="Lecture"),
    "editor": Text(en="Editor", es="Edición", pt="Edição", fr="Rédaction"),
    "publisher": Text(en="Publisher", es="Publicación", pt="Publicação", fr="Publication"),
    "administrator": Text(
        en="Administrator", es="Administración", pt="Administração", fr="Administration"
    ),
}
"""The roles, by the name of their group."""

MAY = {
    "member_state": Text(
        en="sees what is circulated to member states, and comments on it for a country",
        es="ve lo que se circula a los Estados miembros y lo comenta en nombre de un país",
        pt="vê o que é distribuído aos Estados-membros e comenta em nome de um país",
        fr="voit ce qui est distribué aux États membres et le commente pour un pays",
    ),
    "reader": Text(
        en="also sees what is not published yet",
        es="además ve lo que aún no se ha publicado",
        pt="além disso, vê o que ainda não foi publicado",
        fr="voit aussi ce qui n’est pas encore publié",
    ),
    "editor": Text(
        en="also writes and changes it",
        es="además lo escribe y lo modifica",
        pt="além disso, escreve e altera",
        fr="le rédige et le modifie aussi",
    ),
    "publisher": Text(
        en="also publishes and withdraws",
        es="además publica y retira",
        pt="além disso, publica e retira",
        fr="publie et retire aussi",
    ),
    "administrator": Text(
        en="also invites people and gives them roles",
        es="además invita a personas y les asigna funciones",
        pt="além disso, convida pessoas e atribui funções",
        fr="invite aussi des personnes et leur attribue un rôle",
    ),
}
"""What each role may do, beyond the one before it."""

FIELDS = {
    "email": Text(
        en="E-mail address",
        es="Correo electrónico",
        pt="E-mail",
        fr="Adresse électronique",
    ),
    "password": Text(en="Password", es="Contraseña", pt="Senha", fr="Mot de passe"),
    "old_password": Text(
        en="Current password",
        es="Contraseña actual",
        pt="Senha atual",
        fr="Mot de passe actuel",
    ),
    "new_password": Text(
        en="New password",
        es="Contraseña nueva",
        pt="Nova senha",
        fr="Nouveau mot de passe",
    ),
    "again": Text(
        en="The same password again",
        es="La misma contraseña otra vez",
        pt="A mesma senha novamente",
        fr="Le même mot de passe encore une fois",
    ),
    "code": Text(
        en="Code from your app, or a recovery code",
        es="Código de su aplicación, o un código de recuperación",
        pt="Código do seu aplicativo ou um código de recuperação",
        fr="Code de votre application, ou un code de secours",
    ),
    "first_code": Text(
        en="Code that the app shows now",
        es="Código que muestra ahora la aplicación",
        pt="Código que o aplicativo mostra agora",
        fr="Code que l’application affiche maintenant",
    ),
    "passkey": Text(en="Passkey", es="Llave de acceso", pt="Chave de acesso", fr="Clé d’accès"),
    "passkey_name": Text(
        en="Name of the passkey",
        es="Nombre de la llave de acceso",
        pt="Nome da chave de acesso",
        fr="Nom de la clé d’accès",
    ),
    "passkey_name_help": Text(
        en="So that you know it among several: the device it is on, for instance.",
        es="Para reconocerla entre varias: por ejemplo, el dispositivo en el que está.",
        pt="Para reconhecê-la entre várias: por exemplo, o dispositivo em que está.",
        fr="Pour la reconnaître parmi d’autres : par exemple l’appareil où elle se trouve.",
    ),
    "passwordless": Text(
        en="Sign in with it alone, without a password",
        es="Entrar solo con ella, sin contraseña",
        pt="Entrar apenas com ela, sem senha",
        fr="Se connecter avec elle seule, sans mot de passe",
    ),
    "passwordless_help": Text(
        en="The device then asks for your fingerprint, your face or its own code.",
        es="El dispositivo le pedirá entonces su huella, su rostro o su propio código.",
        pt="O dispositivo pedirá então sua digital, seu rosto ou o código dele.",
        fr="L’appareil demande alors votre empreinte, votre visage ou son propre code.",
    ),
    "full_name": Text(en="Full name", es="Nombre completo", pt="Nome completo", fr="Nom complet"),
    "language": Text(en="Language", es="Idioma", pt="Idioma", fr="Langue"),
    "role": Text(en="Role", es="Función", pt="Função", fr="Rôle"),
}
"""The fields of the forms."""

ERRORS = {
    "email_password_mismatch": Text(
        en="This address and this password do not go together. Check both, or ask for a new "
        "password.",
        es="Este correo y esta contraseña no corresponden. Revise ambos, o pida una contraseña "
        "nueva.",
        pt="Este e-mail e esta senha não correspondem. Verifique ambos ou peça uma nova senha.",
        fr="Cette adresse et ce mot de passe ne correspondent pas. Vérifiez-les, ou demandez un "
        "nouveau mot de passe.",
    ),
    "incorrect_code": Text(
        en="This code is not right. Codes change every half minute: wait for the next one.",
        es="Este código no es correcto. Los códigos cambian cada medio minuto: espere el siguiente.",
        pt="Este código não está correto. Os códigos mudam a cada meio minuto: espere o próximo.",
        fr="Ce code n’est pas le bon. Les codes changent toutes les trente secondes : attendez le "
        "suivant.",
    ),
    "incorrect_password": Text(
        en="This is not your password. Check it and try again.",
        es="Esta no es su contraseña. Revísela e inténtelo de nuevo.",
        pt="Esta não é a sua senha. Verifique e tente novamente.",
        fr="Ce n’est pas votre mot de passe. Vérifiez-le et réessayez.",
    ),
    "strange_passkey": Text(
        en="This passkey is not known here, or its answer was not whole. Try again, or go another "
        "way.",
        es="Esta llave de acceso no se conoce aquí, o su respuesta llegó incompleta. Inténtelo de "
        "nuevo o elija otra vía.",
        pt="Esta chave de acesso não é conhecida aqui, ou a resposta chegou incompleta. Tente "
        "novamente ou escolha outro caminho.",
        fr="Cette clé d’accès n’est pas connue ici, ou sa réponse est incomplète. Réessayez, ou "
        "choisissez une autre voie.",
    ),
    "cannot_generate_recovery_codes": Text(
        en="Recovery codes come with a second factor. Set one up first.",
        es="Los códigos de recuperación acompañan a un segundo factor. Configúrelo primero.",
        pt="Os códigos de recuperação acompanham um segundo fator. Configure-o primeiro.",
        fr="Les codes de secours accompagnent un second facteur. Configurez-le d’abord.",
    ),
    "passwords_differ": Text(
        en="The two passwords differ. Write the same one twice.",
        es="Las dos contraseñas son distintas. Escriba la misma dos veces.",
        pt="As duas senhas são diferentes. Escreva a mesma duas vezes.",
        fr="Les deux mots de passe diffèrent. Écrivez deux fois le même.",
    ),
    "address_taken": Text(
        en="There is an account with this address already. Find it in the list of people.",
        es="Ya existe una cuenta con este correo. Búsquela en la lista de personas.",
        pt="Já existe uma conta com este e-mail. Procure-a na lista de pessoas.",
        fr="Il existe déjà un compte avec cette adresse. Cherchez-le dans la liste des personnes.",
    ),
    "oneself": Text(
        en="You cannot take this from yourself. Another administrator can.",
        es="No puede quitarse esto a sí mismo. Puede hacerlo otra persona que administre.",
        pt="Você não pode retirar isto de si mesmo. Outra pessoa que administre pode fazê-lo.",
        fr="Vous ne pouvez pas vous retirer cela vous-même. Une autre personne qui administre le "
        "peut.",
    ),
}
ERRORS["enter_current_password"] = ERRORS["incorrect_password"]

NOTICES = {
    "logged_out": Text(
        en="You are signed out.",
        es="Ha salido de su cuenta.",
        pt="Você saiu da sua conta.",
        fr="Vous êtes déconnecté.",
    ),
    "password_changed": Text(
        en="Your new password counts from now on.",
        es="Su nueva contraseña vale desde ahora.",
        pt="Sua nova senha vale a partir de agora.",
        fr="Votre nouveau mot de passe est valable dès maintenant.",
    ),
    "totp_activated": Text(
        en="The authenticator app is set up.",
        es="La aplicación de autenticación quedó configurada.",
        pt="O aplicativo autenticador foi configurado.",
        fr="L’application d’authentification est configurée.",
    ),
    "totp_deactivated": Text(
        en="The authenticator app is no longer asked for.",
        es="Ya no se pedirá la aplicación de autenticación.",
        pt="O aplicativo autenticador não será mais pedido.",
        fr="L’application d’authentification n’est plus demandée.",
    ),
    "webauthn_added": Text(
        en="The passkey is added.",
        es="La llave de acceso quedó añadida.",
        pt="A chave de acesso foi adicionada.",
        fr="La clé d’accès est ajoutée.",
    ),
    "webauthn_removed": Text(
        en="The passkey is removed.",
        es="La llave de acceso quedó eliminada.",
        pt="A chave de acesso foi removida.",
        fr="La clé d’accès est supprimée.",
    ),
    "recovery_codes_generated": Text(
        en="You have new recovery codes. The old ones count no more.",
        es="Tiene nuevos códigos de recuperación. Los anteriores ya no valen.",
        pt="Você tem novos códigos de recuperação. Os anteriores não valem mais.",
        fr="Vous avez de nouveaux codes de secours. Les anciens ne valent plus.",
    ),
    "saved": Text(en="Saved.", es="Guardado.", pt="Salvo.", fr="Enregistré."),
}
"""What the page after an action says of it; those of allauth by the name of its template."""

PAGES = {
    "sign_in": Text(en="Sign in", es="Entrar", pt="Entrar", fr="Se connecter"),
    "sign_in_lead": Text(
        en="For those who work on these statistics. All that is published is open without an "
        "account.",
        es="Para quienes trabajan en estas estadísticas. Todo lo publicado se consulta sin cuenta.",
        pt="Para quem trabalha nestas estatísticas. Tudo o que é publicado se consulta sem conta.",
        fr="Pour celles et ceux qui travaillent sur ces statistiques. Tout ce qui est publié se "
        "consulte sans compte.",
    ),
    "forgotten": Text(
        en="I do not know my password",
        es="No recuerdo mi contraseña",
        pt="Não lembro minha senha",
        fr="J’ai oublié mon mot de passe",
    ),
    "or_passkey": Text(
        en="With a passkey",
        es="Con una llave de acceso",
        pt="Com uma chave de acesso",
        fr="Avec une clé d’accès",
    ),
    "use_passkey": Text(
        en="Use a passkey",
        es="Usar una llave de acceso",
        pt="Usar uma chave de acesso",
        fr="Utiliser une clé d’accès",
    ),
    "needs_script": Text(
        en="Passkeys need JavaScript, which this browser does not run. All else works without it.",
        es="Las llaves de acceso necesitan JavaScript, que este navegador no ejecuta. Lo demás "
        "funciona sin él.",
        pt="As chaves de acesso precisam de JavaScript, que este navegador não executa. O restante "
        "funciona sem ele.",
        fr="Les clés d’accès ont besoin de JavaScript, que ce navigateur n’exécute pas. Le reste "
        "fonctionne sans.",
    ),
    "passkey_failed": Text(
        en="The passkey was not used: the device refused, or you stopped it. Try again, or go "
        "another way.",
        es="No se usó la llave de acceso: el dispositivo la rechazó o usted canceló. Inténtelo de "
        "nuevo o elija otra vía.",
        pt="A chave de acesso não foi usada: o dispositivo recusou ou você cancelou. Tente novamente "
        "ou escolha outro caminho.",
        fr="La clé d’accès n’a pas été utilisée : l’appareil a refusé, ou vous avez annulé. "
        "Réessayez, ou choisissez une autre voie.",
    ),
    "second_step": Text(
        en="Second step",
        es="Segundo paso",
        pt="Segundo passo",
        fr="Deuxième étape",
    ),
    "second_step_lead": Text(
        en="Your password is right. Now show that it is you.",
        es="La contraseña es correcta. Ahora confirme que es usted.",
        pt="A senha está correta. Agora confirme que é você.",
        fr="Le mot de passe est juste. Confirmez maintenant que c’est bien vous.",
    ),
    "lost_factor": Text(
        en="No phone, no key, no recovery code? Ask an administrator to reset your second factor.",
        es="¿Sin teléfono, sin llave y sin código de recuperación? Pida a quien administra el portal "
        "que restablezca su segundo factor.",
        pt="Sem telefone, sem chave e sem código de recuperação? Peça a quem administra o portal que "
        "redefina seu segundo fator.",
        fr="Ni téléphone, ni clé, ni code de secours ? Demandez à la personne qui administre le "
        "portail de réinitialiser votre second facteur.",
    ),
    "go_on": Text(en="Go on", es="Continuar", pt="Continuar", fr="Continuer"),
    "cancel": Text(en="Cancel", es="Cancelar", pt="Cancelar", fr="Annuler"),
    "confirm": Text(
        en="Confirm that it is you",
        es="Confirme que es usted",
        pt="Confirme que é você",
        fr="Confirmez que c’est bien vous",
    ),
    "confirm_lead": Text(
        en="What comes next changes how your account is protected.",
        es="Lo que sigue cambia la protección de su cuenta.",
        pt="O que vem a seguir muda a proteção da sua conta.",
        fr="La suite modifie la protection de votre compte.",
    ),
    "otherwise": Text(
        en="Another way",
        es="Otra vía",
        pt="Outro caminho",
        fr="Une autre voie",
    ),
    "by_password": Text(
        en="With my password",
        es="Con mi contraseña",
        pt="Com minha senha",
        fr="Avec mon mot de passe",
    ),
    "by_code": Text(
        en="With a code",
        es="Con un código",
        pt="Com um código",
        fr="Avec un code",
    ),
    "sign_out": Text(en="Sign out", es="Salir", pt="Sair", fr="Se déconnecter"),
    "sign_out_lead": Text(
        en="This ends your session in this browser.",
        es="Esto termina su sesión en este navegador.",
        pt="Isto encerra sua sessão neste navegador.",
        fr="Ceci met fin à votre session dans ce navigateur.",
    ),
    "by_invitation": Text(
        en="Accounts are made by invitation",
        es="Las cuentas se crean por invitación",
        pt="As contas são criadas por convite",
        fr="Les comptes se créent sur invitation",
    ),
    "by_invitation_lead": Text(
        en="Ask an administrator of this portal to invite you. What is published needs no account.",
        es="Pida una invitación a quien administra este portal. Lo publicado no requiere cuenta.",
        pt="Peça um convite a quem administra este portal. O que é publicado não exige conta.",
        fr="Demandez une invitation à la personne qui administre ce portail. Ce qui est publié ne "
        "demande pas de compte.",
    ),
    "inactive": Text(
        en="This account is deactivated",
        es="Esta cuenta está desactivada",
        pt="Esta conta está desativada",
        fr="Ce compte est désactivé",
    ),
    "inactive_lead": Text(
        en="An administrator of this portal can reactivate it.",
        es="Quien administra este portal puede reactivarla.",
        pt="Quem administra este portal pode reativá-la.",
        fr="La personne qui administre ce portail peut le réactiver.",
    ),
    "reset": Text(
        en="A new password",
        es="Una contraseña nueva",
        pt="Uma nova senha",
        fr="Un nouveau mot de passe",
    ),
    "reset_lead": Text(
        en="Give the address of your account: we send a link with which you choose a new password.",
        es="Escriba el correo de su cuenta: le enviaremos un enlace para elegir una contraseña nueva.",
        pt="Escreva o e-mail da sua conta: enviaremos um link para escolher uma nova senha.",
        fr="Indiquez l’adresse de votre compte : nous envoyons un lien pour choisir un nouveau mot "
        "de passe.",
    ),
    "reset_send": Text(
        en="Send the link",
        es="Enviar el enlace",
        pt="Enviar o link",
        fr="Envoyer le lien",
    ),
    "reset_by_hand": Text(
        en="This portal sends no e-mail. Ask an administrator for a link with which you choose a new "
        "password.",
        es="Este portal no envía correos. Pida a quien lo administra un enlace para elegir una "
        "contraseña nueva.",
        pt="Este portal não envia e-mails. Peça a quem o administra um link para escolher uma nova "
        "senha.",
        fr="Ce portail n’envoie pas de courriels. Demandez à la personne qui l’administre un lien "
        "pour choisir un nouveau mot de passe.",
    ),
    "reset_sent": Text(
        en="Look into your mailbox",
        es="Revise su correo",
        pt="Verifique seu e-mail",
        fr="Consultez votre messagerie",
    ),
    "reset_sent_lead": Text(
        en="If there is an account with this address, a link is on its way. It is good for one day. "
        "If nothing comes, ask an administrator.",
        es="Si hay una cuenta con ese correo, el enlace va en camino y vale un día. Si no llega, "
        "consulte a quien administra el portal.",
        pt="Se houver uma conta com esse e-mail, o link está a caminho e vale por um dia. Se não "
        "chegar, fale com quem administra o portal.",
        fr="S’il existe un compte avec cette adresse, un lien est en route, valable un jour. Si rien "
        "n’arrive, adressez-vous à la personne qui administre le portail.",
    ),
    "welcome": Text(
        en="Choose your password",
        es="Elija su contraseña",
        pt="Escolha sua senha",
        fr="Choisissez votre mot de passe",
    ),
    "welcome_lead": Text(
        en="It is for the account of",
        es="Es para la cuenta de",
        pt="É para a conta de",
        fr="Il est destiné au compte de",
    ),
    "link_gone": Text(
        en="This link can no longer be used",
        es="Este enlace ya no sirve",
        pt="Este link não serve mais",
        fr="Ce lien n’est plus valable",
    ),
    "link_gone_lead": Text(
        en="It was used already, is too old, or is not whole. Ask an administrator for a new one; if "
        "you have chosen your password, sign in with it.",
        es="Ya se usó, venció o está incompleto. Pida otro a quien administra el portal; si ya eligió "
        "su contraseña, entre con ella.",
        pt="Já foi usado, venceu ou está incompleto. Peça outro a quem administra o portal; se já "
        "escolheu sua senha, entre com ela.",
        fr="Il a déjà servi, a expiré ou est incomplet. Demandez-en un autre à la personne qui "
        "administre le portail ; si vous avez choisi votre mot de passe, connectez-vous.",
    ),
    "save": Text(en="Save", es="Guardar", pt="Salvar", fr="Enregistrer"),
    "me": Text(en="My account", es="Mi cuenta", pt="Minha conta", fr="Mon compte"),
    "management": Text(en="Management", es="Gestión", pt="Gestão", fr="Gestion"),
    "protection": Text(
        en="Protection",
        es="Protección",
        pt="Proteção",
        fr="Protection",
    ),
    "change_password": Text(
        en="Change the password",
        es="Cambiar la contraseña",
        pt="Alterar a senha",
        fr="Changer le mot de passe",
    ),
    "change_password_lead": Text(
        en="Your sessions in other browsers end with the old password.",
        es="Sus sesiones en otros navegadores terminan con la contraseña anterior.",
        pt="Suas sessões em outros navegadores terminam com a senha anterior.",
        fr="Vos sessions dans d’autres navigateurs prennent fin avec l’ancien mot de passe.",
    ),
    "two_step": Text(
        en="Second factor and passkeys",
        es="Segundo factor y llaves de acceso",
        pt="Segundo fator e chaves de acesso",
        fr="Second facteur et clés d’accès",
    ),
    "two_step_lead": Text(
        en="A password can be stolen; a device in your hand is harder to steal. Who publishes or "
        "administers signs in with both.",
        es="Una contraseña puede robarse; un dispositivo en su mano, menos. Quien publica o administra "
        "entra con ambos.",
        pt="Uma senha pode ser roubada; um dispositivo na sua mão, menos. Quem publica ou administra "
        "entra com ambos.",
        fr="Un mot de passe se vole ; un appareil que l’on tient en main, moins facilement. Qui "
        "publie ou administre se connecte avec les deux.",
    ),
    "second_factor_first": Text(
        en="Your role lets you publish or administer. It asks for a second factor: set up one of "
        "these two before you go on.",
        es="Su función permite publicar o administrar, y exige un segundo factor: configure uno de "
        "estos dos antes de continuar.",
        pt="Sua função permite publicar ou administrar e exige um segundo fator: configure um destes "
        "dois antes de continuar.",
        fr="Votre rôle permet de publier ou d’administrer et exige un second facteur : configurez "
        "l’un des deux avant de continuer.",
    ),
    "app": Text(
        en="Authenticator app",
        es="Aplicación de autenticación",
        pt="Aplicativo autenticador",
        fr="Application d’authentification",
    ),
    "app_on": Text(
        en="Set up. It is asked for when you sign in.",
        es="Configurada. Se pide al entrar.",
        pt="Configurado. É pedido ao entrar.",
        fr="Configurée. Elle est demandée à la connexion.",
    ),
    "app_off": Text(
        en="Not set up. An app on your phone shows a code that changes every half minute.",
        es="Sin configurar. Una aplicación en su teléfono muestra un código que cambia cada medio "
        "minuto.",
        pt="Não configurado. Um aplicativo no seu telefone mostra um código que muda a cada meio "
        "minuto.",
        fr="Pas configurée. Une application sur votre téléphone affiche un code qui change toutes "
        "les trente secondes.",
    ),
    "app_add": Text(
        en="Set up an authenticator app",
        es="Configurar una aplicación de autenticación",
        pt="Configurar um aplicativo autenticador",
        fr="Configurer une application d’authentification",
    ),
    "app_remove": Text(
        en="Remove the authenticator app",
        es="Quitar la aplicación de autenticación",
        pt="Remover o aplicativo autenticador",
        fr="Retirer l’application d’authentification",
    ),
    "app_remove_lead": Text(
        en="It will no longer be asked for. With the last second factor, the recovery codes go too.",
        es="Ya no se pedirá. Con el último segundo factor desaparecen también los códigos de "
        "recuperación.",
        pt="Ele não será mais pedido. Com o último segundo fator somem também os códigos de "
        "recuperação.",
        fr="Elle ne sera plus demandée. Avec le dernier second facteur disparaissent aussi les codes "
        "de secours.",
    ),
    "app_scan": Text(
        en="Scan this picture with your authenticator app, then write the code that it shows.",
        es="Escanee esta imagen con su aplicación de autenticación y escriba el código que muestra.",
        pt="Leia esta imagem com seu aplicativo autenticador e escreva o código que ele mostra.",
        fr="Scannez cette image avec votre application d’authentification, puis écrivez le code "
        "affiché.",
    ),
    "app_picture": Text(
        en="QR code of the secret that is written below",
        es="Código QR del secreto escrito abajo",
        pt="Código QR do segredo escrito abaixo",
        fr="Code QR du secret écrit ci-dessous",
    ),
    "app_secret": Text(
        en="If you cannot scan it, type this secret into the app:",
        es="Si no puede escanearla, escriba este secreto en la aplicación:",
        pt="Se não puder lê-la, digite este segredo no aplicativo:",
        fr="Si vous ne pouvez pas la scanner, saisissez ce secret dans l’application :",
    ),
    "passkeys": Text(
        en="Passkeys",
        es="Llaves de acceso",
        pt="Chaves de acesso",
        fr="Clés d’accès",
    ),
    "passkeys_lead": Text(
        en="A passkey is on your phone, your computer or a security key, and opens with your "
        "fingerprint, your face or a code.",
        es="Una llave de acceso está en su teléfono, su computadora o una llave de seguridad, y se "
        "abre con su huella, su rostro o un código.",
        pt="Uma chave de acesso fica no seu telefone, no computador ou em uma chave de segurança e "
        "abre com sua digital, seu rosto ou um código.",
        fr="Une clé d’accès se trouve sur votre téléphone, votre ordinateur ou une clé de sécurité, "
        "et s’ouvre avec votre empreinte, votre visage ou un code.",
    ),
    "passkey_name": Text(en="Name", es="Nombre", pt="Nome", fr="Nom"),
    "passkey_used": Text(en="Last used", es="Último uso", pt="Último uso", fr="Dernier usage"),
    "passkey_change": Text(en="Change", es="Cambios", pt="Alterações", fr="Modifications"),
    "passkeys_manage": Text(
        en="Add, rename or remove passkeys",
        es="Añadir, renombrar o eliminar llaves de acceso",
        pt="Adicionar, renomear ou remover chaves de acesso",
        fr="Ajouter, renommer ou supprimer des clés d’accès",
    ),
    "passkey_add": Text(
        en="Add a passkey",
        es="Añadir una llave de acceso",
        pt="Adicionar uma chave de acesso",
        fr="Ajouter une clé d’accès",
    ),
    "passkey_rename": Text(
        en="Rename the passkey",
        es="Cambiar el nombre de la llave de acceso",
        pt="Renomear a chave de acesso",
        fr="Renommer la clé d’accès",
    ),
    "passkey_remove": Text(
        en="Remove the passkey",
        es="Eliminar la llave de acceso",
        pt="Remover a chave de acesso",
        fr="Supprimer la clé d’accès",
    ),
    "rename": Text(en="Rename", es="Cambiar el nombre", pt="Renomear", fr="Renommer"),
    "remove": Text(en="Remove", es="Eliminar", pt="Remover", fr="Supprimer"),
    "never": Text(en="never", es="nunca", pt="nunca", fr="jamais"),
    "none_yet": Text(
        en="None yet.",
        es="Ninguna todavía.",
        pt="Nenhuma ainda.",
        fr="Aucune pour l’instant.",
    ),
    "recovery": Text(
        en="Recovery codes",
        es="Códigos de recuperación",
        pt="Códigos de recuperação",
        fr="Codes de secours",
    ),
    "recovery_lead": Text(
        en="Each opens your account once, in place of the second factor. Print them, or keep them "
        "where you keep what matters, not on the phone itself.",
        es="Cada uno abre su cuenta una vez, en lugar del segundo factor. Imprímalos o guárdelos "
        "donde guarda lo importante, no en el propio teléfono.",
        pt="Cada um abre sua conta uma vez, no lugar do segundo fator. Imprima-os ou guarde-os onde "
        "guarda o que é importante, não no próprio telefone.",
        fr="Chacun ouvre votre compte une fois, à la place du second facteur. Imprimez-les, ou "
        "gardez-les en lieu sûr, pas sur le téléphone lui-même.",
    ),
    "recovery_left": Text(
        en="Codes left",
        es="Códigos disponibles",
        pt="Códigos disponíveis",
        fr="Codes restants",
    ),
    "recovery_view": Text(
        en="Show the recovery codes",
        es="Mostrar los códigos de recuperación",
        pt="Mostrar os códigos de recuperação",
        fr="Afficher les codes de secours",
    ),
    "recovery_download": Text(
        en="Download them as a text file",
        es="Descargarlos como archivo de texto",
        pt="Baixar como arquivo de texto",
        fr="Les télécharger en fichier texte",
    ),
    "recovery_new": Text(
        en="Make new recovery codes",
        es="Crear nuevos códigos de recuperación",
        pt="Criar novos códigos de recuperação",
        fr="Créer de nouveaux codes de secours",
    ),
    "recovery_new_lead": Text(
        en="The codes that you have now will count no more.",
        es="Los códigos que tiene ahora dejarán de valer.",
        pt="Os códigos que você tem agora deixarão de valer.",
        fr="Les codes que vous avez maintenant ne vaudront plus.",
    ),
    "people": Text(en="People", es="Personas", pt="Pessoas", fr="Personnes"),
    "people_lead": Text(
        en="Who works on this portal, and what each may do.",
        es="Quién trabaja en este portal y qué puede hacer cada persona.",
        pt="Quem trabalha neste portal e o que cada pessoa pode fazer.",
        fr="Qui travaille sur ce portail, et ce que chacun peut faire.",
    ),
    "name": Text(en="Name", es="Nombre", pt="Nome", fr="Nom"),
    "role": FIELDS["role"],
    "email": FIELDS["email"],
    "state": Text(en="State", es="Estado", pt="Situação", fr="État"),
    "last_seen": Text(
        en="Last sign-in",
        es="Última entrada",
        pt="Última entrada",
        fr="Dernière connexion",
    ),
    "factor": Text(
        en="Second factor", es="Segundo factor", pt="Segundo fator", fr="Second facteur"
    ),
    "yes": Text(en="yes", es="sí", pt="sim", fr="oui"),
    "no": Text(en="no", es="no", pt="não", fr="non"),
    "active": Text(en="active", es="activa", pt="ativa", fr="actif"),
    "invited": Text(en="invited", es="invitada", pt="convidada", fr="invité"),
    "deactivated": Text(en="deactivated", es="desactivada", pt="desativada", fr="désactivé"),
    "no_role": Text(en="none", es="ninguna", pt="nenhuma", fr="aucun"),
    "invite": Text(
        en="Invite a person",
        es="Invitar a una persona",
        pt="Convidar uma pessoa",
        fr="Inviter une personne",
    ),
    "invite_lead": Text(
        en="Making the account gives a link with which the person chooses a password.",
        es="Al crear la cuenta se obtiene un enlace con el que la persona elige su contraseña.",
        pt="Ao criar a conta, obtém-se um link com o qual a pessoa escolhe sua senha.",
        fr="La création du compte donne un lien avec lequel la personne choisit son mot de passe.",
    ),
    "make_account": Text(
        en="Make the account",
        es="Crear la cuenta",
        pt="Criar a conta",
        fr="Créer le compte",
    ),
    "roles": Text(
        en="What each role may do",
        es="Qué permite cada función",
        pt="O que cada função permite",
        fr="Ce que permet chaque rôle",
    ),
    "link": Text(
        en="The link for",
        es="El enlace para",
        pt="O link para",
        fr="Le lien destiné à",
    ),
    "link_lead": Text(
        en="Copy it now and hand it over in a way that only this person reads: it is not shown "
        "again. It opens once.",
        es="Cópielo ahora y entréguelo por una vía que solo lea esa persona: no se mostrará de nuevo. "
        "Sirve una sola vez.",
        pt="Copie agora e entregue por um meio que só essa pessoa leia: ele não será mostrado de "
        "novo. Serve uma única vez.",
        fr="Copiez-le maintenant et transmettez-le par une voie que seule cette personne lit : il ne "
        "sera plus affiché. Il ne sert qu’une fois.",
    ),
    "link_sent": Text(
        en="It was sent by e-mail as well.",
        es="También se envió por correo.",
        pt="Também foi enviado por e-mail.",
        fr="Il a aussi été envoyé par courriel.",
    ),
    "link_until": Text(
        en="It can be used until",
        es="Puede usarse hasta el",
        pt="Pode ser usado até",
        fr="Il est valable jusqu’au",
    ),
    "link_label": Text(
        en="One-time link",
        es="Enlace de un solo uso",
        pt="Link de uso único",
        fr="Lien à usage unique",
    ),
    "back_to_person": Text(
        en="Back to the person’s page",
        es="Volver a la página de la persona",
        pt="Voltar à página da pessoa",
        fr="Revenir à la page de la personne",
    ),
    "change_role": Text(
        en="Change the role",
        es="Cambiar la función",
        pt="Alterar a função",
        fr="Changer le rôle",
    ),
    "new_link": Text(
        en="New sign-in link",
        es="Nuevo enlace de entrada",
        pt="Novo link de entrada",
        fr="Nouveau lien de connexion",
    ),
    "new_link_lead": Text(
        en="For a forgotten password, or an invitation that was lost. The second factor stays.",
        es="Para una contraseña olvidada o una invitación perdida. El segundo factor se mantiene.",
        pt="Para uma senha esquecida ou um convite perdido. O segundo fator permanece.",
        fr="Pour un mot de passe oublié ou une invitation perdue. Le second facteur demeure.",
    ),
    "make_link": Text(
        en="Make a link",
        es="Crear un enlace",
        pt="Criar um link",
        fr="Créer un lien",
    ),
    "reset_factor": Text(
        en="Reset the second factor",
        es="Restablecer el segundo factor",
        pt="Redefinir o segundo fator",
        fr="Réinitialiser le second facteur",
    ),
    "reset_factor_lead": Text(
        en="For a lost phone. Be sure that it is this person who asks. The app, the passkeys and the "
        "recovery codes are removed.",
        es="Para un teléfono perdido. Asegúrese de que es esta persona quien lo pide. Se eliminan la "
        "aplicación, las llaves de acceso y los códigos de recuperación.",
        pt="Para um telefone perdido. Certifique-se de que é esta pessoa quem pede. O aplicativo, as "
        "chaves de acesso e os códigos de recuperação são removidos.",
        fr="Pour un téléphone perdu. Assurez-vous que la demande vient bien de cette personne. "
        "L’application, les clés d’accès et les codes de secours sont supprimés.",
    ),
    "deactivate": Text(
        en="Deactivate the account",
        es="Desactivar la cuenta",
        pt="Desativar a conta",
        fr="Désactiver le compte",
    ),
    "deactivate_lead": Text(
        en="The person is signed out everywhere and can sign in no more. What they wrote stays.",
        es="La persona sale de todas sus sesiones y ya no puede entrar. Lo que escribió se conserva.",
        pt="A pessoa sai de todas as sessões e não pode mais entrar. O que escreveu permanece.",
        fr="La personne est déconnectée partout et ne peut plus se connecter. Ce qu’elle a écrit "
        "demeure.",
    ),
    "reactivate": Text(
        en="Reactivate the account",
        es="Reactivar la cuenta",
        pt="Reativar a conta",
        fr="Réactiver le compte",
    ),
    "reactivate_lead": Text(
        en="The person can sign in again, with the same role.",
        es="La persona podrá entrar de nuevo, con la misma función.",
        pt="A pessoa poderá entrar novamente, com a mesma função.",
        fr="La personne pourra de nouveau se connecter, avec le même rôle.",
    ),
}
"""Titles, lead sentences and buttons of the pages: ``{{ account.sign_in|said }}``."""

LETTER = {
    "invitation": Text(
        en="Your account at {publisher}",
        es="Su cuenta en {publisher}",
        pt="Sua conta em {publisher}",
        fr="Votre compte chez {publisher}",
    ),
    "body": Text(
        en="Hello {name},\n\nwith this link you choose your password for the statistical portal of "
        "{publisher}:\n\n{link}\n\nIt can be used once, until {until}. If you did not expect it, do "
        "nothing.\n",
        es="Hola, {name}:\n\nCon este enlace elige su contraseña para el portal estadístico de "
        "{publisher}:\n\n{link}\n\nSirve una sola vez, hasta el {until}. Si no lo esperaba, no haga "
        "nada.\n",
        pt="Olá, {name},\n\nCom este link você escolhe sua senha para o portal estatístico de "
        "{publisher}:\n\n{link}\n\nEle serve uma única vez, até {until}. Se não o esperava, não faça "
        "nada.\n",
        fr="Bonjour {name},\n\nCe lien vous permet de choisir votre mot de passe pour le portail "
        "statistique de {publisher} :\n\n{link}\n\nIl sert une seule fois, jusqu’au {until}. Si vous "
        "ne l’attendiez pas, ne faites rien.\n",
    ),
}
"""The e-mail with a link."""


def context(request: HttpRequest) -> dict[str, object]:
    """The words of accounts, for every template: those of allauth's pages take no other."""
    return {"account": PAGES}
