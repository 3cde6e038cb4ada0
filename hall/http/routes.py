"""Every address of the site with the rules that hold for it."""

from __future__ import annotations

from hall.http.api.hall import HallConfig, get_hall, stream_events
from hall.http.api.openapi import get_openapi
from hall.http.api.order_form import OrderForm, get_order_form
from hall.http.api.programme import ProgrammeShape, get_programme
from hall.http.api.reach import DestinationList, ReachShape, get_reach, list_places
from hall.http.api.sending import MessageBody, OrderBody, Receipt, post_message, post_order
from hall.http.api.things import (
    ContactAnswer,
    ContactRequest,
    get_exhibitor_json,
    get_product_json,
    get_stand,
    list_products_json,
    list_rates_json,
    reveal_contact_json,
)
from hall.http.api.tours import TourList, list_tours
from hall.http.pages import (
    answers,
    cards,
    desk,
    desk_door,
    desk_edit,
    desk_pictures,
    doors,
    downloads,
    home,
    machines,
    messages,
    orders,
    products,
    programme,
    review,
    stands,
)
from hall.http.pages import hall as hall_page
from hall.http.routing import Route
from hall.http.shapes import ExhibitorShape, ProductPage, ProductShape, RateList, StandShape

_SMALL_BYTES = 4 * 1024
# Twenty texts of 4,000 Arabic letters, each six signs in a form's code.
_EDIT_BYTES = 512 * 1024
_LANG = {"lang": "fr, ar or en; without it the browser's language"}
_FOR_VISITOR = {**_LANG, "country": "where the visitor is, for prices in another currency too"}

PAGES = (
    Route("GET", "/", home.choose_home),
    Route("GET", "/{lang}/", home.show_home),
    Route("GET", "/{lang}/hall", hall_page.show_hall, wasm=True),
    Route("GET", "/{lang}/hall/code.svg", cards.send_hall_code),
    Route("GET", "/{lang}/plan", stands.show_plan),
    Route("GET", "/{lang}/stands", stands.list_stands),
    Route("GET", "/{lang}/stands/{number}", stands.show_stand),
    Route("GET", "/{lang}/stands/{number}/code.svg", cards.send_code),
    Route("GET", "/{lang}/stands/{number}/card", cards.show_card),
    Route("GET", "/{lang}/cards", cards.show_cards),
    Route("GET", "/{lang}/exhibitors/{exhibitor}", stands.show_exhibitor),
    Route("GET", "/{lang}/products", products.list_products),
    Route("GET", "/{lang}/products/{product}", products.show_product),
    Route("GET", "/{lang}/programme", programme.show_programme),
    Route("GET", "/{lang}/programme.ics", programme.send_programme),
    Route("GET", "/{lang}/sessions/{session}.ics", programme.send_session),
    Route("GET", "/{lang}/sessions/{session}", programme.show_session),
    Route("GET", "/{lang}/tours", programme.show_tours),
    Route("GET", "/{lang}/help", home.show_help),
    Route("GET", "/{lang}/privacy", home.show_privacy),
)
FORMS = (
    Route(
        "POST", "/{lang}/exhibitors/{exhibitor}/contacts", stands.reveal_contact,
        private=True, limit="contacts", max_bytes=_SMALL_BYTES,
    ),
    Route(
        "GET", "/{lang}/exhibitors/{exhibitor}/message", messages.show_message_form, private=True
    ),
    Route(
        "POST", "/{lang}/exhibitors/{exhibitor}/message", messages.send_message,
        private=True, limit="messages",
    ),
    Route("GET", "/{lang}/order", orders.show_order_form, private=True),
    Route("POST", "/{lang}/order", orders.send_order, private=True, limit="orders"),
    Route("GET", "/{lang}/receipts/{token}", orders.show_receipt, token=True),
    Route(
        "GET", "/{lang}/receipts/{token}/whatsapp", orders.hand_over, token=True, limit="contacts"
    ),
    Route(
        "POST", "/{lang}/receipts/{token}/cancel", orders.cancel_order,
        token=True, limit="answers", max_bytes=_SMALL_BYTES,
    ),
    Route("GET", "/{lang}/answers/{token}", answers.show_answer, token=True),
    Route(
        "POST", "/{lang}/answers/{token}", answers.send_answer,
        token=True, limit="answers", max_bytes=_SMALL_BYTES,
    ),
    Route("GET", "/{lang}/invites/{token}", doors.show_invite, token=True, limit="sign_ins"),
    Route(
        "POST", "/{lang}/invites/{token}", doors.redeem_invite,
        token=True, limit="sign_ins", max_bytes=_SMALL_BYTES,
    ),
)  # fmt: skip
DESK = (
    Route("POST", "/{lang}/sign-out", doors.sign_out, private=True, max_bytes=_SMALL_BYTES),
    Route("GET", "/{lang}/desk", desk.show_desk, private=True),
    Route(
        "POST", "/{lang}/desk", desk_door.open_by_code,
        private=True, limit="sign_ins", max_bytes=_SMALL_BYTES,
    ),
    Route(
        "POST", "/{lang}/desk/send", desk.submit_all,
        private=True, limit="answers", max_bytes=_SMALL_BYTES,
    ),
    Route(
        "POST", "/{lang}/desk/orders/{number}", desk.answer_order,
        private=True, limit="answers", max_bytes=_SMALL_BYTES,
    ),
    Route(
        "POST", "/{lang}/desk/messages/{token}", desk.mark_message,
        private=True, limit="answers", max_bytes=_SMALL_BYTES,
    ),
    Route("GET", "/{lang}/desk/stand", desk_edit.edit_stand, private=True),
    Route(
        "POST", "/{lang}/desk/stand", desk_edit.edit_stand,
        private=True, limit="edits", max_bytes=_EDIT_BYTES,
    ),
    Route("GET", "/{lang}/desk/new", desk_edit.add_product, private=True),
    Route(
        "POST", "/{lang}/desk/new", desk_edit.add_product,
        private=True, limit="edits", max_bytes=_EDIT_BYTES,
    ),
    Route("GET", "/{lang}/desk/products/{item}", desk_edit.edit_product, private=True),
    Route(
        "POST", "/{lang}/desk/products/{item}", desk_edit.edit_product,
        private=True, limit="edits", max_bytes=_EDIT_BYTES,
    ),
    Route("GET", "/{lang}/desk/logo", desk_pictures.show_logo, private=True),
    Route(
        "POST", "/{lang}/desk/logo", desk_pictures.receive_logo,
        private=True, limit="uploads", streamed=True,
    ),
    Route(
        "GET", "/{lang}/desk/products/{item}/pictures", desk_pictures.show_pictures, private=True
    ),
    Route(
        "POST", "/{lang}/desk/products/{item}/pictures/{kind}", desk_pictures.receive_picture,
        private=True, limit="uploads", streamed=True,
    ),
    Route(
        "GET", "/{lang}/desk/files/{upload}", desk_pictures.send_preview, private=True, sandbox=True
    ),
    Route("GET", "/{lang}/review", review.show_review, private=True),
    Route("GET", "/{lang}/review/downloads", downloads.show_downloads, private=True),
    Route(
        "POST", "/{lang}/review/changes/{change}", review.decide_change,
        private=True, limit="edits", max_bytes=_SMALL_BYTES,
    ),
    Route(
        "POST", "/{lang}/review/files/{upload}", review.decide_upload,
        private=True, limit="edits", max_bytes=_SMALL_BYTES,
    ),
)  # fmt: skip
API = (
    Route(
        "GET", "/api/v1/hall", get_hall,
        summary="What the 3D hall starts from", query=_LANG, gives=HallConfig,
    ),
    Route("GET", "/api/v1/events", stream_events, summary="Tells of every new build"),
    Route(
        "GET", "/api/v1/stands/{stand}", get_stand,
        summary="A stand with everybody and everything on it", query=_FOR_VISITOR, gives=StandShape,
    ),
    Route(
        "GET", "/api/v1/exhibitors/{exhibitor}", get_exhibitor_json,
        summary="An exhibitor", query=_LANG, gives=ExhibitorShape,
    ),
    Route(
        "GET", "/api/v1/products", list_products_json,
        summary="Products that match", gives=ProductPage,
        query={
            **_FOR_VISITOR,
            "q": "words in any of the languages",
            "family": "a family's id",
            "sector": "a sector's id",
            "label": "a label's id",
            "max_price": "in whole units of the currency",
            "page": "from 1",
        },
    ),
    Route(
        "GET", "/api/v1/products/{product}", get_product_json,
        summary="A product", query=_FOR_VISITOR, gives=ProductShape,
    ),
    Route(
        "POST", "/api/v1/contacts/{exhibitor}", reveal_contact_json,
        summary="A number or address, on a tap", takes=ContactRequest, gives=ContactAnswer,
        private=True, limit="contacts", max_bytes=_SMALL_BYTES,
    ),
    Route(
        "GET", "/api/v1/order-form", get_order_form,
        summary="What an order to an exhibitor can say", gives=OrderForm,
        query={**_LANG, "exhibitor": "an exhibitor's id"},
    ),
    Route(
        "POST", "/api/v1/orders", post_order,
        summary="Send an order", query=_LANG, takes=OrderBody, gives=Receipt, created=True,
        private=True, limit="orders",
    ),
    Route(
        "POST", "/api/v1/messages", post_message,
        summary="Send a message", query=_LANG, takes=MessageBody, gives=Receipt, created=True,
        private=True, limit="messages",
    ),
    Route(
        "GET", "/api/v1/rates", list_rates_json,
        summary="From where prices can be seen in another currency", query=_LANG, gives=RateList,
    ),
    Route(
        "GET", "/api/v1/places", list_places,
        summary="Where somebody may live, to ask what reaches them", query=_LANG,
        gives=DestinationList,
    ),
    Route(
        "GET", "/api/v1/products/{product}/reach", get_reach,
        summary="Whether a product can reach a place, and how", gives=ReachShape,
        query={**_LANG, "to": "a place's id"},
    ),
    Route(
        "GET", "/api/v1/programme", get_programme,
        summary="The sessions, and what time it is at the fair", query=_LANG, gives=ProgrammeShape,
    ),
    Route("GET", "/api/v1/tours", list_tours, summary="Guided tours", query=_LANG, gives=TourList),
    Route("GET", "/api/v1/openapi.json", get_openapi, summary="This description"),
)  # fmt: skip
MACHINES = (
    Route("GET", "/f/{name}", machines.send_file),
    # The worker that unpacks stands runs the geometry decoder, and brings its own policy.
    Route("GET", "/a/{name}", machines.send_asset, wasm=True),
    Route("GET", "/look/{name}.css", machines.send_look),
    Route("GET", "/sw.js", machines.send_worker),
    Route("GET", "/{lang}/app.webmanifest", machines.send_web_manifest),
    Route("GET", "/favicon.svg", machines.send_icon),
    Route("GET", "/favicon.ico", machines.send_icon),
    Route("GET", "/robots.txt", machines.send_robots),
    Route("GET", "/sitemap.xml", machines.send_sitemap),
    Route("GET", "/health/live", machines.tell_live),
    Route("GET", "/health/ready", machines.tell_ready),
    Route("GET", "/metrics", machines.send_metrics),
)
# The fixed addresses first: `/{lang}/` would take `/health/`.
ROUTES = (*MACHINES, *API, *PAGES, *FORMS, *DESK)
