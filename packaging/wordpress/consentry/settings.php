<?php
/**
 * Settings page: Settings, Consentry.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * @package Consentry
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Keeps what is an address and an id, and says what is not.
 *
 * @param mixed $given What the form sent.
 * @return array
 */
function consentry_sanitize( $given ) {
	$given   = (array) $given;
	$address = esc_url_raw( trim( (string) ( $given['address'] ?? '' ) ), array( 'https', 'http' ) );
	$site    = strtolower( trim( (string) ( $given['site'] ?? '' ) ) );
	if ( '' !== $site && ! preg_match( '/^[a-z0-9][a-z0-9-]{0,39}$/', $site ) ) {
		add_settings_error( CONSENTRY_OPTION, 'site', __( 'The site id has a-z, 0-9 and -, at most 40 of them.', 'consentry' ) );
		$site = consentry_options()['site'];
	}
	return array(
		'address'   => $address,
		'site'      => $site,
		'autoblock' => ! empty( $given['autoblock'] ),
		'link'      => ! empty( $given['link'] ),
	);
}

add_action(
	'admin_init',
	function () {
		register_setting(
			CONSENTRY_OPTION,
			CONSENTRY_OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => 'consentry_sanitize',
			)
		);
	}
);

add_action(
	'admin_menu',
	function () {
		add_options_page( 'Consentry', 'Consentry', 'manage_options', 'consentry', 'consentry_settings_page' );
	}
);

/**
 * One line of the form.
 *
 * @param string $key   Of the options.
 * @param string $label Shown in front of it.
 * @param string $type  Of the input: 'url', 'text' or 'checkbox'.
 * @param string $help  Shown below.
 */
function consentry_field( $key, $label, $type, $help ) {
	$value   = consentry_options()[ $key ];
	$id      = 'consentry-' . $key;
	$content = 'checkbox' === $type ? 'value="1" ' . checked( $value, true, false ) : 'class="regular-text" value="' . esc_attr( $value ) . '"';
	printf(
		'<tr><th scope="row"><label for="%1$s">%2$s</label></th><td><input type="%3$s" id="%1$s" name="%4$s[%5$s]" %6$s><p class="description">%7$s</p></td></tr>',
		esc_attr( $id ),
		esc_html( $label ),
		esc_attr( $type ),
		esc_attr( CONSENTRY_OPTION ),
		esc_attr( $key ),
		$content, // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped above.
		esc_html( $help )
	);
}

/**
 * The page.
 */
function consentry_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>Consentry</h1><form action="options.php" method="post">';
	settings_fields( CONSENTRY_OPTION );
	echo '<table class="form-table" role="presentation">';
	consentry_field( 'address', __( 'Consent server', 'consentry' ), 'url', __( 'Origin that serves the tag, such as https://consent.example', 'consentry' ) );
	consentry_field( 'site', __( 'Site id', 'consentry' ), 'text', __( 'As said by: consentry site list', 'consentry' ) );
	consentry_field( 'autoblock', __( 'Autoblock', 'consentry' ), 'checkbox', __( 'The configuration has "autoblock": "strict"', 'consentry' ) );
	consentry_field( 'link', __( 'Link in the footer', 'consentry' ), 'checkbox', __( 'Opens the privacy choice', 'consentry' ) );
	echo '</table>';
	submit_button();
	echo '</form></div>';
}
